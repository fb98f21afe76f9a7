using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;

namespace Streaming.Player.Monitoring;

/// <summary>Watches what all streams of one session receive: in windows of 100 ms, against the contract in force, and for how long that
/// was.</summary>
/// <remarks>Counts of packets are those of the streams; here they are put into time. One for a session, told by its streams.</remarks>
public sealed class ReceptionMonitor
{
    /// <summary>UDP and IPv6, the larger of the two; contracts count IP datagrams.</summary>
    private const int Overhead = 48;

    /// <summary>One change every ten seconds, which is the most a server makes, for almost three hours.</summary>
    private const int MostPeriods = 1_000;

    /// <summary>More windows than a server may be silent for before it is given up; of 120 bytes each, 38 kB.</summary>
    private const int History = 320;

    private readonly DueClock _due;
    private readonly Dictionary<int, DelayVariation> _variations = [];
    private readonly List<ContractPeriod> _periods = [];
    private ReceptionMeter? _meter;

    /// <param name="grace">What is waited for the network beyond the contract's buffer.</param>
    public ReceptionMonitor(TimeSpan grace) => _due = new(grace);

    /// <summary>By rising generation; the oldest are gone where there were too many.</summary>
    public IReadOnlyList<ContractPeriod> Periods => _periods;

    public long PeriodsForgotten { get; private set; }

    /// <summary>The largest difference of delay between neighbouring sender reports; null before two came.</summary>
    public TimeSpan? DelayVariation { get; private set; }

    internal WindowDigest Windows { get; } = new();

    private ContractPeriod? Current => _periods.Count > 0 ? _periods[^1] : null;

    /// <summary>Another contract is in force.</summary>
    public void Adopt(ContractText terms, string reason, Instant now)
    {
        _due.Hold(terms.Contract.Buffer);
        if (Current is { } before)
            before.Until = now;
        if (_periods.Count == MostPeriods)
        {
            _periods.RemoveAt(0);
            PeriodsForgotten++;
        }

        _periods.Add(new(terms, reason, now));
    }

    /// <summary>A PLAY is answered: what is due counts from its first packet on.</summary>
    internal void Begin() => _due.Restart();

    /// <summary>When a packet must be here; null where nothing is promised.</summary>
    /// <param name="sinceStart">What it is part of is shown so long after the position playing began at; null where that is not
    /// known.</param>
    internal Instant? Due(TimeSpan? sinceStart) => _due.Due(sinceStart);

    /// <summary>A packet came for the first time.</summary>
    /// <param name="size">Of the RTP packet.</param>
    /// <param name="due">When it had to be here; null where nothing is promised.</param>
    /// <param name="isUseless">It had been given up.</param>
    /// <returns>Whether it is late.</returns>
    internal bool Received(int size, TimeSpan jitter, Instant? due, bool isUseless, Instant now)
    {
        ByteCount bytes = new(size + Overhead);
        bool isLate = due is { } by ? now > by : isUseless;
        _due.Heard(now);
        ReceptionMeter meter = Meter(now);
        meter.Received(bytes, jitter, isLate, now);
        if (due is { } wanted)
            meter.Buffered(wanted > now ? wanted - now : TimeSpan.Zero, now);
        Digest();
        if (Current is not { } period)
            return isLate;
        period.Packets++;
        period.Bytes += bytes;
        period.Discarded += isUseless ? 1 : 0;
        period.Late += isLate ? 1 : 0;
        if (isLate)
            period.FirstLate ??= now;
        return isLate;
    }

    internal void Duplicate(Instant now) => Meter(now).Duplicate(now);

    /// <summary>So many packets in a row were given up.</summary>
    internal void Lost(int run, Instant now)
    {
        Meter(now).Lost(run, now);
        if (Current is not { } period)
            return;
        period.GivenUp += run;
        period.LongestLossRun = Math.Max(period.LongestLossRun, run);
        period.FirstLoss ??= now;
    }

    /// <summary>So many packets turned out to be lost, of which it is not known that they were in a row.</summary>
    internal void LostApart(long packets, Instant now)
    {
        for (; packets > 0; packets--)
            Lost(1, now);
    }

    /// <summary>A sender report came.</summary>
    /// <param name="stream">Of which stream: each is compared with itself.</param>
    /// <param name="left">When, by its own clock, the sender let it go.</param>
    internal void Reported(int stream, NtpTime left, Instant now)
    {
        if (!_variations.TryGetValue(stream, out DelayVariation? variation))
            _variations[stream] = variation = new();
        if (variation.Accept(left, now) is not { } difference)
            return;
        DelayVariation = Larger(DelayVariation, difference);
        if (Current is { } period)
            period.DelayVariation = Larger(period.DelayVariation, difference);
    }

    /// <summary>Everything has come that will.</summary>
    internal void Finish(Instant now)
    {
        _meter?.Advance(now);
        Windows.Take(Meter(now).History);
        if (Current is { } period)
            period.Until ??= now;
    }

    private static TimeSpan Larger(TimeSpan? left, TimeSpan right) => left is { } one && one > right ? one : right;

    private ReceptionMeter Meter(Instant now) => _meter ??= new(now, History);

    /// <summary>Before what is remembered is overwritten; not with every packet.</summary>
    private void Digest()
    {
        WindowHistory<ReceptionWindow> history = _meter!.History;
        if (history.Written - Windows.Taken > History / 4)
            Windows.Take(history);
    }
}
