namespace Streaming.Emulation.Networks;

/// <summary>Something that happens at a link where packets wait for their turn.</summary>
/// <param name="Comes">What comes there; null: the link has sent something to its end.</param>
internal readonly record struct NetworkEvent<TLoad>(int Link, HeldParcel<TLoad>? Comes);
