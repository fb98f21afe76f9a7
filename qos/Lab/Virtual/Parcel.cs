namespace Streaming.Lab.Virtual;

/// <summary>What the network of a run carries.</summary>
/// <param name="What">A <see cref="PacketBuffer"/>, a <see cref="Letter"/>, or nothing: what cross traffic is made of.</param>
/// <param name="Port">Of a datagram to a viewer, the port there; of a report, the port it comes from.</param>
internal readonly record struct Parcel(object? What, int Port = 0);
