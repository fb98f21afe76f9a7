using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>The bounded queue of one RTSP connection: media of all its streams leaves through it, behind the responses.</summary>
/// <remarks>
/// The sender never waits for a slow reader. When the queue is full, whole access units are refused, and with them everything up to the
/// next one at which decoding can start: half a picture is worth nothing, and neither is one whose reference is missing.
/// </remarks>
public interface IInterleavedQueue
{
    /// <summary>Announces an access unit of a channel, before its first packet.</summary>
    /// <param name="channel">The channel of its packets.</param>
    /// <param name="bytes">The most it takes in the queue, framing included.</param>
    /// <param name="isKey">Whether decoding can start at it.</param>
    /// <returns>False where it is dropped: its packets will be refused.</returns>
    bool BeginUnit(byte channel, int bytes, bool isKey);

    /// <summary>Copies one media packet of the announced unit in, reading its slices of the film by position.</summary>
    QueueResult Append(byte channel, in PacketWriter packet, IByteSource film);

    /// <summary>Copies one packet in that is part of no unit: a report, or one that was made whole.</summary>
    QueueResult AppendWhole(byte channel, ReadOnlySpan<byte> packet);
}
