using Streaming.Formats.Rtp;
using Streaming.Player.Repair;

namespace Streaming.Player.Receiving;

/// <summary>Where packets come in that the network did not bring: made from parity, sent again, or of what a group had sent before we
/// listened. Who watches over what comes last: while such a burst lasts, nothing is given up.</summary>
internal sealed class MendingDoor(
    StreamDoor door, ReceptionBooks books, PlaySeam seam, SampleLine line, GapWait wait, StreamHooks hooks)
{
    /// <summary>From the answer to PLAY to the first packet of a burst.</summary>
    private static readonly TimeSpan BeginsWithin = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two packets of it; a longer silence is its end.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>It is as long as from one key picture to the next, and sent faster than that.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private Instant _endsBy;

    public bool InGroup { get; init; }

    /// <summary>PLAY is answered, and may name the first packet: of a group it may come by a burst.</summary>
    public void ExpectBurst(SequenceNumber? first, Instant now)
    {
        if (InGroup && first is not null)
            (wait.NotBefore, _endsBy) = (now + BeginsWithin, now + Longest);
    }

    /// <param name="datagram">Whole, as it was sent.</param>
    /// <param name="missing">What is missing; null: nothing is asked for.</param>
    /// <param name="isOpen">Whether it is known to which play belongs what comes.</param>
    public void Accept(ReadOnlySpan<byte> datagram, PacketOrigin origin, MissingPackets? missing, bool isOpen, Instant now)
    {
        if (!door.AcceptRepaired(datagram, origin, now, out ArrivedPacket packet) || !books.Mends(packet.Index))
            return;
        if (origin == PacketOrigin.Burst)
            GoOn(packet, missing, now);
        else
            missing?.Mended(packet.Index, now);
        bool isUseless = line.IsLate(packet.Index);
        books.CountMended(origin, isUseless);
        if (seam.IsStale(packet.Index))
            seam.Pay();
        if (isUseless)
            return;
        if (isOpen)
            hooks.Repaired?.Invoke(packet.Time, now);
        line.Offer(packet, mayPass: isOpen);
    }

    private void GoOn(in ArrivedPacket packet, MissingPackets? missing, Instant now)
    {
        if (books.Counters is { Packets: 0, FromBurst: 0 } && door.First is { } first)
        {
            line.BeginAt(first, now);
            missing?.BeginAt(first, packet.Time, now);
        }

        missing?.CameByBurst(packet.Index, packet.Time, now);
        wait.NotBefore = Instant.Max(wait.NotBefore, Instant.Min(_endsBy, now + Between));
    }
}
