using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>The answer to a <see cref="ReceiverReferenceTime"/>: when it came, and how long it lay. RFC 3611 §4.5.</summary>
/// <remarks>
/// One of these for each receiver:
/// <code>
/// |     BT=5      |   reserved    |         block length          |
/// |                 SSRC_1 (SSRC of first receiver)               |
/// |                         last RR (LRR)                         |
/// |                   delay since last RR (DLRR)                  |
/// </code>
/// </remarks>
/// <param name="LastReference">The middle 32 bits of the receiver's time; 0 where none has come.</param>
/// <param name="Delay">In 65 536ths of a second.</param>
public readonly record struct DelaySinceLastReference(Ssrc Receiver, uint LastReference, uint Delay)
{
    internal const int Size = 12;

    /// <summary>The one for <paramref name="receiver"/>, if the block has it.</summary>
    public static bool TryFind(in XrBlock block, Ssrc receiver, out DelaySinceLastReference found)
    {
        found = default;
        if (block.Type != XrBlockType.DelaySinceLastReference || block.Content.Length % Size != 0)
            return false;
        for (int at = 0; at < block.Content.Length; at += Size)
        {
            ReadOnlySpan<byte> wire = block.Content[at..];
            if (BinaryPrimitives.ReadUInt32BigEndian(wire) != receiver.Value)
                continue;
            found = new(receiver, BinaryPrimitives.ReadUInt32BigEndian(wire[4..]), BinaryPrimitives.ReadUInt32BigEndian(wire[8..]));
            return true;
        }

        return false;
    }

    /// <summary>The time there and back, by the receiver, from when this came; null as in <see cref="ReportBlock.RoundTrip"/>.</summary>
    public TimeSpan? RoundTrip(NtpTime arrival) =>
        new ReportBlock(Receiver, 0, 0, 0, 0, LastReference, Delay).RoundTrip(arrival);

    internal void Write(ref ByteWriter writer)
    {
        writer.WriteUInt32(Receiver.Value);
        writer.WriteUInt32(LastReference);
        writer.WriteUInt32(Delay);
    }
}
