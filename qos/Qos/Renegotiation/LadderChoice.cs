namespace Streaming.Qos.Renegotiation;

/// <summary>What a level sends of one stream.</summary>
/// <param name="Stream">The number of the <see cref="LadderStream"/>.</param>
/// <param name="Rendition">The number of the <see cref="LadderRendition"/>; null: nothing is sent, the stream stays set up.</param>
/// <param name="IsThinned">Without the pictures that no other needs.</param>
public readonly record struct LadderChoice(int Stream, int? Rendition, bool IsThinned);
