using Streaming.Formats.Rtcp;
using Streaming.Qos.Monitoring;

namespace Streaming.Server.Sending;

/// <summary>What the receiver of one stream has reported lately, and how much of the jitter it sees is made by the departures.</summary>
/// <remarks>Departures are counted by whoever sends, reports are added by whoever hears them, and anybody may read: values are published
/// whole.</remarks>
public sealed class ReceptionLog
{
    /// <summary>Reports are looked at twice a second; of a stream of 100 Mb/s RFC 3550 §6.2 would allow more than that, but
    /// sixteen.</summary>
    public const int MostReports = 16;

    private ReceptionReport[] _reports = [];
    private DepartureJitter _departures;
    private long _worst;
    private long _worstBefore;
    private long _pictureLosses;
    private long _freshLosses;
    private long _roundTrip;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<ReceptionReport> Reports => Volatile.Read(ref _reports);

    /// <summary>Null before there was any.</summary>
    public ReceptionReport? Last => Volatile.Read(ref _reports) is [.., ReceptionReport last] ? last : null;

    /// <summary>How often the receiver has said that it lost pictures, and asked for a key picture. RFC 4585 §6.3.1.</summary>
    /// <remarks>A stored film has nothing better to send than its next key picture, which comes as it is: the figure says how the viewer
    /// fares, and nothing is done about it here.</remarks>
    public long PictureLosses => Interlocked.Read(ref _pictureLosses);

    /// <summary>Those that nobody has taken before.</summary>
    public long TakePictureLosses() => Interlocked.Exchange(ref _freshLosses, 0);

    /// <summary>The time to the receiver and back, smoothed as TCP does it (RFC 6298 §2); null before it is known.</summary>
    public TimeSpan? RoundTrip => Volatile.Read(ref _roundTrip) is long ticks and > 0 ? new TimeSpan(ticks) : null;

    internal void AddPictureLoss()
    {
        Interlocked.Increment(ref _pictureLosses);
        Interlocked.Increment(ref _freshLosses);
    }

    /// <summary>A packet leaves.</summary>
    /// <param name="mediaTime">What its time stamp says, without its wraps.</param>
    internal void Departed(TimeSpan mediaTime, Instant now)
    {
        _departures.Departed(mediaTime, now);
        if (_departures.Value.Ticks > Volatile.Read(ref _worst))
            Volatile.Write(ref _worst, _departures.Value.Ticks);
    }

    internal void Add(Instant now, ReportBlock block, TimeSpan? roundTrip, ExtendedFigures extended)
    {
        // With which packet the receiver took its jitter is not known exactly: it may be one from before its last report came here. The
        // worst of both intervals never blames the network for what the plan has done.
        long worst = Interlocked.Exchange(ref _worst, _departures.Value.Ticks);
        long before = Interlocked.Exchange(ref _worstBefore, worst);
        if (roundTrip is TimeSpan time)
            Smooth(time.Ticks);
        ReceptionReport report = new(now, block, roundTrip) { Extended = extended, OwnJitter = new(Math.Max(worst, before)) };
        ReceptionReport[] old, longer;
        do
        {
            old = Volatile.Read(ref _reports);
            longer = [.. old.TakeLast(MostReports - 1), report];
        }
        while (Interlocked.CompareExchange(ref _reports, longer, old) != old);
    }

    /// <summary>An eighth of each new one. Two at once may count as one.</summary>
    private void Smooth(long roundTrip)
    {
        long before = Volatile.Read(ref _roundTrip);
        Volatile.Write(ref _roundTrip, Math.Max(1, before == 0 ? roundTrip : before + ((roundTrip - before) / 8)));
    }
}
