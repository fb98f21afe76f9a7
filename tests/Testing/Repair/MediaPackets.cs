using System.Buffers.Binary;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;

namespace Streaming.Testing.Repair;

/// <summary>A media stream as parity sees it, made from a seed: frames of one to eight packets, each of any length, some with contributing
/// sources, an extension or padding.</summary>
/// <param name="first">The number of the first packet; close to the wrap unless one says otherwise.</param>
public sealed class MediaPackets(ulong seed, ushort first = 65_400, uint ssrc = MediaPackets.UsualSource)
{
    public const uint UsualSource = 0x5eed_0001;
    public const byte PayloadType = 96;

    private readonly SeededRandom _random = new(seed);
    private SequenceNumber _next = new(first);
    private RtpTimestamp _stamp = new(uint.MaxValue - 90_000);
    private int _leftOfFrame = 1;

    /// <summary>The longest payload; packets are up to 60 bytes longer.</summary>
    public int LongestPayload { get; init; } = 1_300;

    /// <summary>Every packet has the longest payload, and nothing but its number, its stamp and its bytes tells it from others.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Clock units between two frames.</summary>
    public int FrameUnits { get; init; } = 3_000;

    /// <summary>The next packet, whole.</summary>
    public byte[] Next()
    {
        int sources = Rarely() ? _random.Next(1, 4) : 0;
        int extension = Rarely() ? 4 + (4 * _random.Next(4)) : 0;
        int padding = Rarely() ? _random.Next(1, 20) : 0;
        int start = RtpHeader.Size + (4 * sources) + extension;
        int payload = IsPlain ? LongestPayload : _random.Next(1, LongestPayload + 1);
        byte[] packet = new byte[start + payload + padding];
        _random.Fill(packet.AsSpan(RtpHeader.Size));
        new RtpHeader(PayloadType, _leftOfFrame == 1, _next, _stamp, new(ssrc)).Write(packet);
        packet[0] |= (byte)(sources | (extension > 0 ? 0x10 : 0) | (padding > 0 ? 0x20 : 0));
        if (extension > 0)
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(start - extension + 2), (ushort)((extension / 4) - 1));
        if (padding > 0)
            packet[^1] = (byte)padding;
        Advance();
        return packet;
    }

    public List<byte[]> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    /// <summary>So many packets are sent that nobody here sees.</summary>
    public void Skip(int count)
    {
        for (int i = 0; i < count; i++)
            Advance();
    }

    private bool Rarely() => !IsPlain && _random.Next(8) == 0;

    private void Advance()
    {
        _next += 1;
        if (--_leftOfFrame > 0)
            return;
        _leftOfFrame = _random.Next(1, 9);
        _stamp += FrameUnits;
    }
}
