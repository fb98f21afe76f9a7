using Streaming.Formats.Payloads;

namespace Streaming.Player.Receiving;

/// <summary>A sample, a hole, or the end.</summary>
/// <param name="Sample">Valid for <see cref="ReceiveEventKind.Sample"/>, until the stream is touched again.</param>
/// <param name="Loss">Valid for <see cref="ReceiveEventKind.Loss"/>.</param>
public readonly record struct ReceiveEvent(ReceiveEventKind Kind, ReceivedSample Sample, PacketLoss Loss);
