namespace Streaming.Server.Contracts;

/// <summary>How much repair is too much.</summary>
internal static class RepairLimits
{
    /// <summary>What is refused of a bid because it is more than this server repairs; null where nothing is.</summary>
    /// <param name="most">Of parity and resends together, for each packet of the media.</param>
    public static ReservationAnswer.Refused? Refuse(Bid bid, Ratio most)
    {
        Ratio resend = bid.Streams.Any(stream => stream.CanResend) ? bid.Asked.Resend ?? Ratio.Zero : Ratio.Zero;
        Ratio parity = bid.Offers().Select(offer => offer.Parity.Overhead).DefaultIfEmpty().Max();
        Ratio both = new(parity.Billionths + resend.Billionths);
        if (both <= most)
            return null;
        string term = parity > Ratio.Zero ? "fec" : "rtx";
        (string asked, string limit) = (RatioText.Format(both), RatioText.Format(most));
        string why = $"parity and resends of {asked} of the media are asked for, and this server adds {limit} at most";
        return new(term, why, asked, limit, null, null);
    }

    /// <summary>The points that a wish for repair may be granted at: those that are no worse than what is held, since whoever asks for it
    /// wants this picture repaired and not another. Who accepts less, or can take no more than less, has said so.</summary>
    /// <param name="points">The best first.</param>
    public static IReadOnlyList<OperatingPoint> Keep(IReadOnlyList<OperatingPoint> points, Bid bid)
    {
        if (bid.Held is not { } held || bid.Asked.Accept.Count > 0)
            return points;
        for (int at = 0; at < points.Count; at++)
        {
            if (SendsTheSame(points[at], held))
                return IsRepairedTheSame(points[at], held) ? points : [.. points.Take(at + 1)];
        }

        return points;
    }

    private static bool SendsTheSame(OperatingPoint point, OperatingPoint held) =>
        point.Streams.Count == held.Streams.Count && point.Streams.All(held.Streams.Contains);

    private static bool IsRepairedTheSame(OperatingPoint point, OperatingPoint held) =>
        point.Protection.SequenceEqual(held.Protection) && point.Resend == held.Resend;
}
