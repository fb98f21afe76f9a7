using Streaming.Lab.Records;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Virtual.Checks;

/// <summary>Nobody is ever sent more than his contract lets through, in no interval: every datagram is reckoned.</summary>
internal sealed class ConformanceCheck(IReadOnlyList<CastMember> cast, Instant start)
{
    private readonly PromisedCurve?[] _curves = new PromisedCurve?[cast.Count];
    private string? _first;
    private long _breaches;

    public CheckRecord Result => new(
        "every packet leaves within its contract", _first is null, _first is null ? "" : $"{_first}; {_breaches} packets in all");

    /// <summary>A session begins: what was sent before was another's.</summary>
    public void Began(int viewer) => _curves[viewer] = null;

    public void Holds(int viewer, TrafficSpec traffic, Instant now)
    {
        if (_curves[viewer] is { } curve)
            curve.Change(traffic, now);
        else
            _curves[viewer] = new(traffic, now);
    }

    public void Sent(int viewer, ByteCount size, bool isReport, Instant now)
    {
        if (_curves[viewer] is not { } curve || curve.Sent(size, isReport, now) is not { Bytes: > 0 } excess)
            return;
        _breaches++;
        _first ??= FormattableString.Invariant(
            $"{cast[viewer].Id} was sent {excess} more than {curve.Traffic.Rate} and {curve.Traffic.Depth} allow ")
            + FormattableString.Invariant($"at {(now - start).TotalSeconds:0.000000} s");
    }
}
