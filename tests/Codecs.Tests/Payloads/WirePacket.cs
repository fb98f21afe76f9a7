namespace Streaming.Codecs.Tests.Payloads;

/// <summary>What a network carries of a payload: its bytes, the timestamp and the marker bit.</summary>
internal readonly record struct WirePacket(byte[] Payload, long Time, bool Marker);
