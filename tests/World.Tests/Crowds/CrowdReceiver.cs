using System.Net;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Player.Channels;
using Streaming.Player.Playout;
using Streaming.Primitives.Chance;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Channels.Members;

namespace Streaming.World.Tests.Crowds;

/// <summary>One of very many receivers: when it reports, by the timer that players have, and where it is, by their clock.</summary>
internal sealed class CrowdReceiver(MemberLane lane, IPEndPoint rtcp, RtcpTimer timer, SeededRandom random)
{
    private readonly InStep _step = new();

    /// <summary>Its clock shows so much more than the server's, and gains so much.</summary>
    private readonly TimeSpan _offset = TimeSpan.FromSeconds((random.NextDouble() * 2_000) - 1_000);
    private readonly double _drift = (random.NextDouble() - 0.5) * 100e-6;

    public MemberLane Lane => lane;

    public IPEndPoint Rtcp => rtcp;

    public RtcpTimer Timer => timer;

    public Ssrc Name { get; } = new((uint)random.NextUInt64());

    /// <summary>In the crowd's list.</summary>
    public int Place { get; set; }

    /// <summary>When the crowd wakes it.</summary>
    public Instant Woken { get; set; } = Instant.Never;

    /// <summary>Whether a loss may be told of before a report is due, at the cost of the one after that. RFC 4585 §3.5.2.</summary>
    public bool MayBeEarly { get; set; } = true;

    /// <summary>The way to it or from it, this time: a link of its own, and what queues there.</summary>
    public TimeSpan Way() => Link + TimeSpan.FromMilliseconds(2 * random.NextDouble() * random.NextDouble());

    /// <summary>How much later than its clock says it presents: 0, where it can keep up.</summary>
    public TimeSpan Lag { get; set; }

    private TimeSpan Link { get; } = TimeSpan.FromMilliseconds(0.2 + (2 * random.NextDouble()));

    /// <summary>PLAY was answered.</summary>
    public void Began(MediaTime position, Instant now)
    {
        _step.Described(TimeSpan.FromSeconds(1));
        _step.Began(position, Local(now), Local(now + Way() + Way()));
    }

    /// <summary>The server's reports have come.</summary>
    /// <param name="position">Of the report on the channel's axis.</param>
    public void Hear(MediaTime position, in SenderReport report, in IdmsSettings settings, DelaySinceLastReference? answer, Instant arrival)
    {
        Instant local = Local(arrival);
        _step.Reported(position, report.Ntp, answer?.RoundTrip(CommonClock.Own(local)), local);
        _step.Settled(position, settings.Presented);
    }

    /// <summary>When, by the clock of us all, it presents a position; null: it does not know yet.</summary>
    public Instant? PresentsAt(MediaTime position, Instant now)
    {
        if (_step.LineAt(Local(now)) is not CommonLine line)
            return null;
        TimeSpan away = position - line.PositionAt(Local(now));
        return now + away + Lag;
    }

    /// <summary>What it reports.</summary>
    public int Write(SendLane lane, Instant now, Span<byte> wire)
    {
        CompoundWriter writer = new(wire);
        writer.ReceiverReport(Name, new ReportBlock[] { new(lane.Ssrc, 2, 0, 65_536, 90, 0, 0) });
        writer.SourceDescription(Name, "0123456789abcdef");
        XrWriter blocks = new(stackalloc byte[XrWriter.MaxSize]);
        blocks.Add(new ReceiverReferenceTime(CommonClock.Own(Local(now))));
        if (PresentsAt(lane.PositionAt(now), now) is Instant at && _step.WallOf(Local(now)) is NtpTime wall)
        {
            NtpTime presented = wall + (Local(at) - Local(now));
            blocks.Add(new IdmsReport(lane.Ssrc, lane.PayloadType, GroupFeedback.SyncGroup, wall, lane.StampAt(now), presented));
        }

        writer.ExtendedReport(Name, blocks.Written);
        return writer.Written.Length;
    }

    private Instant Local(Instant now) => new(now.Ticks + _offset.Ticks + (long)(now.Ticks * _drift));
}
