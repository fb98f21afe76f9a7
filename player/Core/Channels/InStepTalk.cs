using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;

namespace Streaming.Player.Channels;

/// <summary>What is said by RTCP so that all receivers are in step: sender reports, answers to our reference times (RFC 3611 §4.5) and
/// common presentation (RFC 7272 §7) are read; reference times and what we present (RFC 7272 §6) are written.</summary>
internal sealed class InStepTalk(InStep step)
{
    private MediaTime? _start;
    private uint _group;

    /// <summary>PLAY is answered: all positions count from its own.</summary>
    public void Began(PlayAnswer answer)
    {
        _start = answer.Start;
        step.Began(answer.Start, answer.Requested, answer.Answered);
    }

    /// <summary>A compound of the server's for a stream.</summary>
    public void Read(ActiveStream stream, ReadOnlySpan<byte> wire, Instant now)
    {
        if (!CompoundPacket.TryParse(wire, out CompoundPacket compound, out _))
            return;
        Ssrc? source = stream.Receive.Source ?? stream.Setup.Ssrc;
        SenderReport? told = null;
        TimeSpan? roundTrip = null;
        foreach (RtcpPacket packet in compound)
        {
            if (SenderReport.TryParse(packet, out SenderReport report, out _) && report.Sender == source)
                told = report;
            else if (ExtendedReport.TryParse(packet, out ExtendedReport extended))
                roundTrip = RoundTrip(extended, stream.Reporter.Own, now) ?? roundTrip;
            else if (IdmsSettings.TryParse(packet, out IdmsSettings settings) && settings.Source == source)
                Settle(stream, settings);
        }

        if (told is { } wall && PositionOf(stream, stream.Receive.TimeOf(wall.Rtp)) is { } position)
            step.Reported(position, wall.Ntp, roundTrip, now);
    }

    /// <summary>The blocks for the next regular report of a stream.</summary>
    /// <param name="latest">The last packet that came; null before one did.</param>
    /// <param name="player">Who presents; null: nobody.</param>
    /// <returns>How many bytes.</returns>
    public int Write(ActiveStream stream, (long Time, Instant Arrival)? latest, IStreamListener? player, Instant now, Span<byte> wire)
    {
        XrWriter blocks = new(wire);
        blocks.Add(new ReceiverReferenceTime(CommonClock.Own(now)));
        if (latest is { } packet && stream.Receive.Source is { } source && step.WallOf(packet.Arrival) is { } received
            && PositionOf(stream, packet.Time) is { } position)
        {
            NtpTime? presented = player?.PresentedAt(position) is { } at ? step.WallOf(at) : null;
            byte type = stream.Setup.Track.Payload!.PayloadType;
            blocks.Add(new IdmsReport(source, type, _group, received, new(unchecked((uint)packet.Time)), presented?.Middle));
        }

        return blocks.Written.Length;
    }

    private static TimeSpan? RoundTrip(in ExtendedReport extended, Ssrc own, Instant now)
    {
        foreach (XrBlock block in extended)
        {
            if (DelaySinceLastReference.TryFind(block, own, out DelaySinceLastReference found))
                return found.RoundTrip(CommonClock.Own(now));
        }

        return null;
    }

    private void Settle(ActiveStream stream, in IdmsSettings settings)
    {
        _group = settings.Group;
        if (PositionOf(stream, stream.Receive.TimeOf(settings.Rtp)) is { } position)
            step.Settled(position, settings.Presented);
    }

    /// <summary>Null while it is not known where the stream's stamps lie.</summary>
    private MediaTime? PositionOf(ActiveStream stream, long time) =>
        stream.Receive.SinceStart(time) is { } units ? _start + stream.Setup.Track.Payload!.Clock.ToLength(units) : null;
}
