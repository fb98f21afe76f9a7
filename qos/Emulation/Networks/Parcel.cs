using Streaming.Qos.Policing;

namespace Streaming.Emulation.Networks;

/// <summary>What was given to the network to be carried.</summary>
internal readonly record struct Parcel<TLoad>(TLoad Load, ByteCount Size, Dscp Marking, Instant SentAt);
