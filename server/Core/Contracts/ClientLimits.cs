using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>What a client says it can take, held against what would be sent.</summary>
internal static class ClientLimits
{
    /// <summary>The points that the client can take, numbered anew from the best; none: see <see cref="Refusal"/>.</summary>
    public static IReadOnlyList<OperatingPoint> Within(IReadOnlyList<OperatingPoint> points, FlowSpec asked) =>
        [.. points.Where(point => Exceeded(point, asked) is null).Select((point, level) => point with { Level = level })];

    /// <summary>Why it can take none of them: by the one that asks least.</summary>
    public static ReservationAnswer.Refused Refusal(IReadOnlyList<OperatingPoint> points, FlowSpec asked)
    {
        OperatingPoint least = points[^1];
        (string term, string needed, string most) = Exceeded(least, asked) ?? throw new InvalidOperationException(
            "broken invariant: a point that nobody asked for is refused by a term");
        string why = $"the least that can be sent of it ({least.Name}) needs {needed}, and the client can take {most} ({term})";
        return new(term, why, needed, most, null, null);
    }

    /// <summary>The first term that a point goes beyond, what it needs, and what there is; null where it fits.</summary>
    private static (string Term, string Needed, string Most)? Exceeded(OperatingPoint point, FlowSpec asked)
    {
        TrafficSpec needed = point.Traffic;
        if (asked.MaxRate is { } rate && needed.Rate > rate)
            return ("rate", $"{needed.Rate}", $"{rate}");
        if (asked.Memory is { } memory && point.Buffer == TimeSpan.Zero && needed.Depth > memory)
            return ("memory", $"{needed.Depth}", $"{memory}");
        return asked.Traffic switch
        {
            null => null,
            { } most when needed.Rate > most.Rate => ("r", $"{needed.Rate}", $"{most.Rate}"),
            { } most when needed.Depth > most.Depth => ("b", $"{needed.Depth}", $"{most.Depth}"),
            { } most when needed.Peak > most.Peak => ("p", $"{needed.Peak}", $"{most.Peak}"),
            { } most when needed.MaxPacket > most.MaxPacket => ("M", $"{needed.MaxPacket}", $"{most.MaxPacket}"),
            _ => null,
        };
    }
}
