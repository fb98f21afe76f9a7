using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Makes the FlexFEC stream of a media stream: the packets that left go in, whole repair packets come out. RFC 8627.</summary>
/// <remarks>
/// Contract: after each <see cref="Accept"/> and <see cref="Flush"/>, while <see cref="HasNext"/>, <see cref="WriteNext"/> what may leave.
/// Of those left standing the oldest are given up when there are too many.
/// </remarks>
/// <param name="payloadType">Of the parity stream, as are <paramref name="identity"/>'s source and first number; its stamps are the
/// protected stream's.</param>
/// <param name="source">The stream to protect.</param>
public sealed class FecEncoder(byte payloadType, StreamIdentity identity, Ssrc source)
{
    private readonly ParityEncoder _parity = new(source);
    private SequenceNumber _next = identity.First;

    /// <summary>How the block is protected that grows; the one behind it by what <see cref="Change"/> said last.</summary>
    public ParityLayout Layout => _parity.Layout;

    /// <summary>Whether a repair packet is ready to leave.</summary>
    public bool HasNext => _parity.HasNext;

    /// <summary>Whether it was set free together with others and can wait; false where one has come in its turn.</summary>
    public bool IsNextFreed => _parity.IsNextFreed;

    /// <summary>Bytes of it.</summary>
    public int NextSize => FlexFecPacket.Overhead + _parity.NextSize;

    /// <summary>Another layout from the next block on: at once where none has begun.</summary>
    public void Change(ParityLayout layout) => _parity.Change(layout);

    /// <summary>A packet has left; packets come in the order of their numbers, and a hole in them begins a new block.</summary>
    public void Accept(ReadOnlySpan<byte> rtpPacket) => _parity.Accept(rtpPacket);

    /// <summary>Closes the block with what it has, and makes ready what waits to be spread.</summary>
    public void Flush() => _parity.Flush();

    /// <summary>Gives the next repair packet up; the one behind it has its number.</summary>
    public void Skip()
    {
        bool hasOne = _parity.TryTake(out _);
        Invariant.That(hasOne);
    }

    /// <summary>Writes the next repair packet, a whole RTP packet of <see cref="NextSize"/> bytes.</summary>
    /// <returns>Its length.</returns>
    public int WriteNext(Span<byte> destination)
    {
        bool hasOne = _parity.TryTake(out RepairPacket repair);
        Invariant.That(hasOne);
        int length = FlexFecPacket.Write(destination, repair, payloadType, _next, identity.Ssrc);
        _next += 1;
        return length;
    }
}
