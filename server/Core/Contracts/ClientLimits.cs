using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>What a client says it can take, held against what would be sent.</summary>
internal static class ClientLimits
{
    public static bool Allow(OperatingPoint point, FlowSpec asked) => Exceeded(point, asked) is null;

    /// <summary>Why it can take none of the points: by the last, which asks least.</summary>
    public static ReservationAnswer.Refused Refuse(IReadOnlyList<OperatingPoint> points, FlowSpec asked)
    {
        (string term, string needed, string most) = Exceeded(points[^1], asked) ?? default;
        Invariant.That(term is not null, "what no term excludes is not refused");
        string why = $"the least that can be sent ({points[^1].Name}) needs {needed}, and the client can take {most} ({term})";
        return new(term, why, needed, most, null, null);
    }

    /// <summary>The first term that a point goes beyond, what it needs, and what there is; null where it fits.</summary>
    private static (string Term, string Needed, string Most)? Exceeded(OperatingPoint point, FlowSpec asked)
    {
        TrafficSpec needed = point.Traffic;
        ByteCount held = point.Memory > needed.Depth ? point.Memory : needed.Depth;
        if (asked.MaxRate is { } rate && needed.Rate > rate)
            return ("rate", RateText.Format(needed.Rate), RateText.Format(rate));
        if (asked.Memory is { } memory && held > memory)
            return ("memory", SizeText.Format(held), SizeText.Format(memory));
        return asked.Traffic switch
        {
            null => null,
            { } most when needed.Rate > most.Rate => ("r", RateText.Format(needed.Rate), RateText.Format(most.Rate)),
            { } most when needed.Depth > most.Depth => ("b", SizeText.Format(needed.Depth), SizeText.Format(most.Depth)),
            { } most when needed.Peak > most.Peak => ("p", RateText.Format(needed.Peak), RateText.Format(most.Peak)),
            { } most when needed.MaxPacket > most.MaxPacket => ("M", SizeText.Format(needed.MaxPacket), SizeText.Format(most.MaxPacket)),
            _ => null,
        };
    }
}
