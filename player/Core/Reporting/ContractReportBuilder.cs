using Streaming.Player.Contracts;
using Streaming.Player.Monitoring;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Reporting;

/// <summary>Holds what came in the time of a contract against what it promises.</summary>
internal static class ContractReportBuilder
{
    /// <summary>After a change the old rendition goes on to the next key picture; films have one at least so often.</summary>
    private static readonly TimeSpan Changeover = TimeSpan.FromSeconds(5);

    /// <param name="started">When the connection was made.</param>
    /// <param name="now">Until when the last one is judged.</param>
    public static IReadOnlyList<ContractReport> Build(ReceptionMonitor monitor, Instant started, Instant now) =>
        [.. monitor.Periods.Select((period, i) => Build(period, i > 0 ? monitor.Periods[i - 1] : null, started, now))];

    public static WindowsReport? Windows(ReceptionMonitor monitor, Instant started)
    {
        WindowDigest digest = monitor.Windows;
        if (digest.Windows == 0)
            return null;
        return new(
            digest.Windows, digest.Empty, digest.Lossy, digest.Late, digest.Rate(50).BitsPerSecond, digest.Rate(99).BitsPerSecond,
            digest.Rate(100).BitsPerSecond, digest.BusiestAt is { } at ? Ms(at - started) : null, Ms(digest.Jitter(99)),
            Ms(digest.Jitter(100)), digest.LowestBuffer is { } lowest ? Ms(lowest) : null);
    }

    public static RefusalReport? Refusal(Shortage? shortage) => shortage is null
        ? null
        : new(shortage.Limit, shortage.Asked, shortage.Available, shortage.Alternative?.Format(), shortage.RetryAfter?.TotalSeconds);

    private static ContractReport Build(ContractPeriod period, ContractPeriod? before, Instant started, Instant now)
    {
        Contract contract = period.Terms.Contract;
        TermReport[] terms =
        [
            Rate(period, before, period.Until ?? now),
            Loss(period, started),
            Burst(period, started),
            Late(period, started),
            Variation(period),
        ];
        return new()
        {
            Generation = contract.Generation,
            Class = ServiceClassText.Format(contract.Class),
            Point = period.Terms.Point,
            RateBitsPerSecond = contract.Traffic.Rate.BitsPerSecond,
            DepthBytes = contract.Traffic.Depth.Bytes,
            PeakBitsPerSecond = contract.Traffic.Peak.BitsPerSecond,
            ReservedBitsPerSecond = contract.Reserved.BitsPerSecond,
            BufferMs = Ms(contract.Buffer),
            DelayBoundMs = contract.DelayBound is { } bound ? Ms(bound) : null,
            Priority = contract.Priority,
            Reason = period.Reason,
            FromMs = Ms(period.From - started),
            UntilMs = period.Until is { } until ? Ms(until - started) : null,
            Packets = period.Packets,
            Bytes = period.Bytes.Bytes,
            Terms = terms,
            IsKept = Array.TrueForAll(terms, term => term.IsKept),
        };
    }

    /// <summary>No more than r·t + b, and for a while what the contract before allowed; where nothing came, there is no rate.</summary>
    private static TermReport Rate(ContractPeriod period, ContractPeriod? before, Instant until)
    {
        TrafficSpec traffic = period.Terms.Contract.Traffic;
        TimeSpan length = until - period.From;
        ByteCount most = (traffic.Rate * length) + traffic.Depth;
        if (before?.Terms.Contract.Traffic is { } old)
        {
            TimeSpan changing = length < Changeover ? length : Changeover;
            most += old.Depth + (old.Rate > traffic.Rate ? (old.Rate - traffic.Rate) * changing : ByteCount.Zero);
        }

        double? mean = period.Packets > 0 && length > TimeSpan.Zero ? BitRate.Of(period.Bytes, length).BitsPerSecond : null;
        return new("rate", "bit/s", traffic.Rate.BitsPerSecond, mean, period.Bytes <= most, null);
    }

    private static TermReport Loss(ContractPeriod period, Instant started)
    {
        Ratio share = Ratio.Of(period.Lost, period.Packets + period.Lost);
        Ratio? promised = period.Terms.Contract.Asked.Loss;
        bool isKept = promised is not { } bound || share <= bound;
        return new("loss", "%", Percent(promised), Percent(share), isKept, isKept ? null : Since(period.FirstLoss, started));
    }

    private static TermReport Burst(ContractPeriod period, Instant started)
    {
        int? promised = period.Terms.Contract.Asked.LossBurst;
        bool isKept = promised is not { } bound || period.LongestLossRun <= bound;
        return new("lossBurst", "packets", promised, period.LongestLossRun, isKept, isKept ? null : Since(period.FirstLoss, started));
    }

    /// <summary>Whoever reserves promises that everything comes within the buffer.</summary>
    private static TermReport Late(ContractPeriod period, Instant started)
    {
        bool isPromised = period.Terms.Contract.Class != ServiceClass.BestEffort;
        bool isKept = !isPromised || period.Late == 0;
        return new("late", "packets", isPromised ? 0 : null, period.Late, isKept, isKept ? null : Since(period.FirstLate, started));
    }

    private static TermReport Variation(ContractPeriod period)
    {
        TimeSpan? promised = period.Terms.Contract.Asked.Jitter;
        bool isKept = promised is not { } bound || period.DelayVariation is not { } met || met <= bound;
        double? measured = period.DelayVariation is { } worst ? Ms(worst) : null;
        return new("delayVariation", "ms", promised is { } most ? Ms(most) : null, measured, isKept, null);
    }

    private static double? Since(Instant? first, Instant started) => first is { } at ? Ms(at - started) : null;

    private static double? Percent(Ratio? share) => share is { } one ? one.Billionths / 1e7 : null;

    private static double Ms(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
