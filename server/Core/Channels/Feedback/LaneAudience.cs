using Streaming.Formats.Rtcp;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Feedback;

/// <summary>The receivers of one lane: how many they are and how they fare, and what the lane's sender reports tell them of it.</summary>
/// <remarks>
/// Receivers that begin together report together: for an interval or two they would take up to twice their share, since their timers were
/// all drawn at once (RFC 3550 §6.3 promises no more than the mean). Deviation from RFC 5760 §7.1.11: while more comes than the share,
/// they are told that they are as many more, and hold back, each when its timer expires.
/// </remarks>
internal sealed class LaneAudience(SendSession sending, SendStream stream, CommonPresentation presentation) : IReportRider
{
    /// <summary>Intervals of silence after which a receiver is gone. RFC 3550 §6.3.5.</summary>
    private const int SilentIntervals = 5;

    /// <summary>Of what RTCP may take, receivers have three quarters. RFC 3550 §6.2.</summary>
    private static readonly Ratio ReceiverPart = Ratio.Percent(75);

    /// <summary>Seconds over which what comes is averaged: of a thin stream it is a report or two in one.</summary>
    private const double Smoothing = 4;

    /// <summary>How fast what is told follows the excess; two or three seconds without any report halve it.</summary>
    private const double Gain = 0.25;

    /// <summary>Whoever does not heed 64 times as many does not heed anything.</summary>
    private const double MostCrowding = 64;

    private readonly Distribution _loss = new(256);
    private readonly Distribution _jitter = new(TimeScale.Jitter.Bins);
    private readonly Distribution _skew = new(TimeScale.Skew.Bins);
    private double _averageSize = 150;
    private uint _told;
    private Instant _toldAt;
    private int _written;
    private int _arrived;
    private double _arriving;
    private double _crowding = 1;
    private Instant _measured = sending.Created;

    public SendStream Stream => stream;

    /// <summary>Members that have joined it.</summary>
    public int Joined { get; set; }

    /// <summary>Of them, those that are expected to report. RFC 5760 §7.1.11.</summary>
    public int Receivers { get; private set; }

    /// <summary>Of them, those that are heard.</summary>
    public int Reporting { get; private set; }

    /// <summary>Td of its receivers. RFC 3550 §6.3.1.</summary>
    public TimeSpan Interval =>
        new RtcpInterval(
            (int)Told + 1, Senders: 1, RtcpInterval.ShareOf(SenderReporter.RateOf(stream)), _averageSize, IsSender: false, IsFirst: false)
        .Deterministic();

    private uint Told => (uint)Math.Ceiling(Receivers * _crowding);

    /// <summary>How much larger or smaller the group has become since it was last told: by so many quarters that it must be told
    /// soon.</summary>
    public bool IsNews(Instant now) =>
        Math.Abs(Told - (long)_told) > Math.Max(1, _told / 4) && now - _toldAt >= GroupFeedback.Soonest;

    public void Expect(LaneReception one, bool isExpected)
    {
        if (one.IsExpected == isExpected)
            return;
        one.IsExpected = isExpected;
        Receivers += isExpected ? 1 : -1;
    }

    /// <summary>It is heard; once more, or for the first time.</summary>
    /// <param name="size">Of its compound.</param>
    public void Hear(LaneReception one, int size, Instant now)
    {
        Expect(one, true);
        Reporting += one.IsReporting ? 0 : 1;
        (one.IsReporting, one.Heard) = (true, now);
        _averageSize = RtcpInterval.NextAverage(_averageSize, size + RtcpTimer.LowerHeaders);
        _arrived += size + RtcpTimer.LowerHeaders;
    }

    /// <summary>Measures what has come against the share; about once a second.</summary>
    /// <returns>The bytes beyond it, since this was last called; but no more than three quarters of the sender's share, so that whoever
    /// sends far too much does not keep the others from being answered.</returns>
    public int Measure(Instant now)
    {
        double passed = (now - _measured).TotalSeconds;
        if (passed <= 0)
            return 0;
        double share = (RtcpInterval.ShareOf(SenderReporter.RateOf(stream)) * ReceiverPart).BitsPerSecond / 8.0;
        _arriving += ((_arrived / passed) - _arriving) * Math.Min(1, passed / Smoothing);
        double excess = Math.Clamp((_arriving / share) - 1, -1, 2);
        _crowding = Math.Clamp(_crowding * (1 + (Gain * excess * passed)), 1, MostCrowding);
        int beyond = (int)Math.Clamp(_arrived - (share * passed), 0, share * passed / 4);
        (_arrived, _measured) = (0, now);
        return beyond;
    }

    /// <summary>What it says of the stream.</summary>
    public void Take(LaneReception one, in ReportBlock block, Instant now)
    {
        one.Block = block;
        one.RoundTrip = block.RoundTrip(sending.CreatedNtp + (now - sending.Created)) ?? one.RoundTrip;
        one.LossBin = _loss.Move(one.LossBin, block.FractionLost);
        TimeSpan jitter = stream.Index.Track.Clock.ToLength(block.Jitter);
        one.JitterBin = _jitter.Move(one.JitterBin, TimeScale.Jitter.Of(jitter));
    }

    /// <summary>When it presents the stream; null: it does not any more.</summary>
    public void Take(LaneReception one, TimeSpan? skew)
    {
        one.Skew = skew;
        one.SkewBin = _skew.Move(one.SkewBin, skew is TimeSpan late ? TimeScale.Skew.Of(late) : Distribution.Nowhere);
    }

    /// <summary>It has said goodbye, left, or said nothing for too long: what it said before counts no more.</summary>
    public void Forget(LaneReception one)
    {
        Expect(one, false);
        Reporting -= one.IsReporting ? 1 : 0;
        one.IsReporting = false;
        one.LossBin = _loss.Move(one.LossBin, Distribution.Nowhere);
        one.JitterBin = _jitter.Move(one.JitterBin, Distribution.Nowhere);
        Take(one, skew: null);
    }

    /// <summary>Whether it was silent for so long that it is gone.</summary>
    public static bool IsOver(LaneReception one, TimeSpan interval, Instant now) =>
        one.IsExpected && now - (one.Heard ?? one.Since) > interval * SilentIntervals;

    /// <summary>When a packet that leaves now is presented.</summary>
    public IdmsSettings SettingsAt(Instant now) => new(
        stream.Identity.Ssrc, stream.Identity.Ssrc, GroupFeedback.SyncGroup, sending.CreatedNtp + (now - sending.Created),
        stream.Numbers.StampAt(now - sending.Created), presentation.PresentedAt(now));

    public void Write(ref CompoundWriter compound, Instant now)
    {
        NtpTime wall = sending.CreatedNtp + (now - sending.Created);
        ushort size = (ushort)Math.Min(Math.Ceiling(_averageSize), ushort.MaxValue);
        ReceiverSummary summary = new(stream.Identity.Ssrc, stream.Identity.Ssrc, wall, Told, size, Bandwidth: null);
        compound.ReceiverSummary(in summary);
        IdmsSettings settings = SettingsAt(now);
        compound.IdmsSettings(in settings);
        (_told, _toldAt) = (Told, now);
        _written += compound.Written.Length + RtcpTimer.LowerHeaders;
    }

    /// <summary>Bytes of sender reports since this was last called.</summary>
    public int TakeWritten()
    {
        int written = _written;
        _written = 0;
        return written;
    }

    public LaneFigures Snapshot() => new(
        stream, Joined, Reporting, _loss.Read(static bin => Ratio.Of(bin, 256)), _jitter.Read(static bin => TimeScale.Jitter.At(bin)),
        _skew.Read(static bin => TimeScale.Skew.At(bin)),
        stream.Repair?.Figures ?? default);
}
