using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>What one receiver of a stream is sent again, and what it is refused. RFC 4588.</summary>
/// <param name="sent">What has left of the stream.</param>
/// <param name="marks">Packets of which it is known how often they were sent again.</param>
internal sealed class ResendLog(SentLog sent, RepairStream stream, int marks)
{
    /// <summary>How long a packet is on its way where nobody has measured it: two continents apart.</summary>
    private static readonly TimeSpan UnknownRoundTrip = TimeSpan.FromMilliseconds(100);

    /// <summary>Less would be another round for a receiver that asks in two reports at once.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    private readonly ResendTally _tally = new();
    private ResendMarks _marks = new(marks);

    public RepairStream Stream => stream;

    public SentLog Sent => sent;

    /// <summary>Bytes of the largest packet it sends.</summary>
    public int MaxPacket => sent.MaxResent;

    /// <summary>What it was sent again, and what it was refused. May be read from any thread.</summary>
    public RepairFigures Figures => _tally.Figures;

    /// <summary>A packet is not sent again. May be called from any thread.</summary>
    public void Refuse(ResendRefusal reason, int packets = 1)
    {
        _tally.Refuse(reason, packets);
        sent.Resends.Refuse(reason, packets);
    }

    /// <summary>Whether a packet may be sent again; null: yes.</summary>
    /// <param name="roundTrip">To the receiver and back; null where it is not known.</param>
    /// <param name="packet">Its unwrapped index.</param>
    public ResendRefusal? Check(SequenceNumber number, TimeSpan? roundTrip, Instant now, out long packet)
    {
        if (!sent.TryUnwrap(number, out packet))
            return ResendRefusal.Unknown;
        if (sent.Next - packet > ResendMarks.Reach || !IsWanted(packet, now))
            return ResendRefusal.TooOld;
        TimeSpan pause = roundTrip ?? UnknownRoundTrip;
        return _marks.Allows(packet, pause > ShortestPause ? pause : ShortestPause, now) ? null : ResendRefusal.TooOften;
    }

    /// <summary>It waits for its turn.</summary>
    public void Wait(long packet) => _marks.Wait(packet);

    /// <summary>Whether a packet that has waited is still of use.</summary>
    public bool IsWanted(long packet, Instant now) => sent.IsWithin(RepairStream.ResendTime, packet, now);

    /// <summary>Writes the packet that sends another again; it leaves.</summary>
    /// <param name="original">Room for the packet itself.</param>
    /// <returns>Its length; zero where the film cannot be read.</returns>
    public int Take(long packet, Instant now, Span<byte> original, Span<byte> resent)
    {
        int length = sent.Write(packet, original);
        if (length == 0)
            return 0;
        _marks.Leave(packet, now);
        length = ResentPacket.Wrap(original[..length], stream.PayloadType, stream.Next, stream.Identity.Ssrc, resent);
        stream.Count(length);
        _tally.Count(length);
        sent.Resends.Count(length);
        return length;
    }
}
