using Streaming.Formats.Media;
using Streaming.Player.Monitoring;
using Streaming.Player.Playout;
using Streaming.Player.Protection;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Looks at a session every 100 ms and keeps what the overlay shows.</summary>
internal sealed class StatisticsKeeper
{
    /// <summary>A second of ticks: what the rate is taken over.</summary>
    private const int RateTicks = 10;

    private readonly StatisticsHistory _history = new();
    private readonly Queue<(Instant At, long Bytes)> _bytes = new();
    private StatisticsView _view = new();
    private TimeSpan _display;
    private long _lost;

    /// <summary>Null before a session was looked at.</summary>
    public StatisticsView? View { get; private set; }

    /// <summary>From the time a picture is due to its being on the screen, as a mean.</summary>
    public void Displayed(Instant? due, Instant at)
    {
        if (due is { } time && at > time)
            _display += ((at - time) - _display) / 16;
    }

    public void Tick(ReceiverSession session, Viewing viewing, Instant now)
    {
        PlayoutStatistics playout = viewing.Playout.Snapshot(now);
        (long bytes, long packets, long expected, long givenUp, long discarded) = (0, 0, 0, 0, 0);
        foreach (ActiveStream stream in session.AllStreams)
        {
            ReceptionCounters counters = stream.Receive.Counters;
            (bytes, packets, expected) = (bytes + counters.Bytes, packets + counters.Packets, expected + counters.Expected);
            (givenUp, discarded) = (givenUp + counters.GivenUp, discarded + counters.Discarded);
        }

        ActiveStream? main = viewing.Find(TrackKind.Video) ?? viewing.Find(TrackKind.Audio);
        TimeSpan jitter = main?.Receive.Jitter ?? TimeSpan.Zero;
        BitRate rate = Rate(bytes, now);
        _history.Add(
            rate.BitsPerSecond / 1e3f, Ms(jitter), Ms(playout.Target), Ms(playout.Level), Ms(viewing.Skew.Now ?? TimeSpan.Zero),
            Math.Max(0, givenUp - _lost));
        _lost = givenUp;
        _view = new()
        {
            Streams = [.. viewing.Streams.Select(stream => Describe(stream, viewing))],
            Network = session.Answer is { } answer ? (answer.Answered - answer.Requested) / 2 : TimeSpan.Zero,
            Repair = playout.Repair,
            JitterBuffer = playout.Level,
            Decode = playout.Decode,
            Display = _display,
            Rate = rate,
            LossBeforeRepair = Ratio.Of(Math.Max(0, expected - packets), expected),
            LossAfterRepair = Ratio.Of(Math.Max(0, givenUp), Math.Max(givenUp, expected)),
            Repairs = Repairs(session.AllStreams, main, now),
            Protection = main?.Advice is { } advice ? ProtectionWords.State(advice) : "",
            Jitter = jitter,
            BufferTarget = playout.Target,
            BufferLevel = playout.Level,
            Skew = viewing.Skew.Now,
            OutOfStep = playout.OutOfStep,
            RenditionChanges = session.AllStreams.Sum(stream => Math.Max(0, stream.Pictures.Count - 1)),
            DecoderDrops = viewing.DecoderDrops + playout.Overflowed,
            RenderDrops = viewing.Pictures.Late + viewing.Pictures.Overflowed,
            Contract = session.Monitor.Periods is [.., var period] ? Describe(period.Terms) : "",
            Verdict = session.Monitor.Periods is [.., var judged] ? Judge(judged) : "",
        };
        View = _history.Into(_view);
    }

    /// <summary>Of all streams, with the layout of the one that matters most.</summary>
    private static string Repairs(IReadOnlyList<ActiveStream> streams, ActiveStream? main, Instant now)
    {
        ActiveStream[] repaired = [.. streams.Where(stream => stream.Repair.IsPossible)];
        if (repaired.Length == 0)
            return "";
        long parity = repaired.Sum(stream => stream.Receive.Counters.RepairedByParity);
        long resent = repaired.Sum(stream => stream.Receive.Counters.RepairedByResend);
        long late = repaired.Sum(stream => stream.Receive.Counters.RepairedLate);
        ParityLayout layout = main?.Repair.StatisticsAt(now).Layout ?? ParityLayout.None;
        return $"{(layout.IsNone ? "no parity" : $"{layout}")}: {parity} by parity, {resent} sent again, {late} late";
    }

    private static float Ms(TimeSpan time) => (float)time.TotalMilliseconds;

    private BitRate Rate(long bytes, Instant now)
    {
        _bytes.Enqueue((now, bytes));
        if (_bytes.Count > RateTicks + 1)
            _bytes.Dequeue();
        (Instant since, long before) = _bytes.Peek();
        return now > since && bytes >= before ? BitRate.Of(new(bytes - before), now - since) : BitRate.Zero;
    }

    private static string Describe(ContractText terms)
    {
        Contract contract = terms.Contract;
        string point = terms.Point is { } name ? $", {name}" : "";
        string service = ServiceClassText.Format(contract.Class).Replace('-', ' ');
        return $"{service}, {contract.Traffic.Rate}, {contract.Traffic.Depth} bucket{point} (generation {contract.Generation})";
    }

    /// <summary>As far as a receiver can see: what was lost or late under this contract.</summary>
    private static string Judge(ContractPeriod period)
    {
        Ratio lost = Ratio.Of(period.Lost, period.Packets + period.Lost);
        Ratio late = Ratio.Of(period.Late, Math.Max(1, period.Packets));
        Ratio allowed = period.Terms.Contract.Asked.Loss ?? Ratio.Zero;
        if (lost > allowed)
            return $"loss {Text(lost)} of {Text(allowed)}";
        return late > Ratio.Zero ? $"{Text(late)} of the packets late" : "kept";
    }

    private static string Text(Ratio share) => FormattableString.Invariant($"{share.Billionths / 1e7:0.###} %");

    private static string Describe(ActiveStream stream, Viewing viewing)
    {
        OfferedTrack track = stream.Setup.Track;
        string over = stream.Setup.IsTcp ? "TCP" : stream.Setup.IsMulticast ? "multicast" : "UDP";
        string language = track.Language == "und" ? "" : $", {track.Language}";
        switch (track.Kind)
        {
            case TrackKind.Video:
                string size = stream.Pictures is [.., var picture] ? $" {picture.Size}" : track.Size is { } offered ? $" {offered}" : "";
                string frames = track.FrameRate is { } rate ? $" {rate:0.##}/s" : "";
                return $"{track.Codec}{size}{frames} over {over}, {viewing.PictureDecoder}";
            case TrackKind.Audio:
                string channels = track.Channels switch { 1 => "mono", 2 => "stereo", 0 => "", int count => $"{count} channels" };
                return $"{track.Codec} {track.Payload?.Clock.Hertz / 1000.0:0.#} kHz {channels} over {over}{language}";
            default:
                return $"{track.Codec} over {over}{language}";
        }
    }
}
