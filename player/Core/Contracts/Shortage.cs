using System.Globalization;
using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Contracts;

/// <summary>Why there is no room, and what there is room for: the headers of a refusal, 453 Not Enough Bandwidth.</summary>
/// <param name="Limit">What is short: a link's name, <c>packets</c>, <c>memory</c>, <c>disk</c> of the server, or a term of what was asked.
/// Empty where it is not said.</param>
/// <param name="Asked">Of it, as the server writes it; empty where it does not.</param>
/// <param name="Available">Of it.</param>
/// <param name="Alternative">What would be admitted now; null where nothing would.</param>
/// <param name="RetryAfter">When what was asked is expected to fit; null where that is not known.</param>
public sealed record Shortage(string Limit, string Asked, string Available, ContractText? Alternative, TimeSpan? RetryAfter)
{
    /// <summary>Names come from the network; no link has a longer one.</summary>
    private const int LongestName = 64;

    private static readonly TimeSpan Never = TimeSpan.FromDays(7);

    /// <summary>Null where the server says nothing of it, as servers do that know no contracts.</summary>
    public static Shortage? Read(RtspResponse response)
    {
        if (response.Status != RtspStatus.NotEnoughBandwidth)
            return null;
        RtspHeaders headers = response.Headers;
        string? offered = headers["Alternative"];
        bool isOffer = ContractText.TryParse(offered ?? "", out ContractText? alternative, out _);
        TimeSpan? later = int.TryParse(headers["Retry-After"], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            && TimeSpan.FromSeconds(seconds) < Never ? TimeSpan.FromSeconds(seconds) : null;
        return headers["Limit"] is null && !isOffer && later is null
            ? null
            : new(Name(headers["Limit"]), Name(headers["Asked"]), Name(headers["Available"]), alternative, later);
    }

    /// <summary>A sentence that a viewer can act on.</summary>
    public override string ToString()
    {
        if (IsOwn)
            return $"you allow no more than {Available} ({Limit}), and the least there is of this title needs {Asked}: allow more";
        string figures = Asked.Length > 0 && Available.Length > 0 ? $" ({Asked} asked for, {Available} free)" : "";
        string wait = RetryAfter is { } later ? $"try again in {later.TotalSeconds:0} s" : "try again later";
        return Alternative is { } offer
            ? $"{Place}{figures}: {offer.Point ?? $"{offer.Contract.Traffic.Rate}"} would fit; play it with {Option(offer)}, or {wait}"
            : $"{Place}{figures}, and no other quality would fit; {wait}";
    }

    /// <summary>Nothing is full: the viewer's own bound rules everything out.</summary>
    private bool IsOwn => Limit is "rate" or "r" or "b" or "p" or "M" && Alternative is null;

    private string Place => Limit switch
    {
        "booking" => "the booking that was named is not in force for you",
        "" => "there is no room for this session now",
        "packets" or "memory" or "disk" => $"the server is busy: no more {Limit} to spare",
        _ => $"the link to you ('{Limit}') is full",
    };

    /// <summary>What to say on the command line; points of several words are no renditions.</summary>
    private static string Option(ContractText offer) => offer.Point is { } point && !point.Contains(' ')
        ? $"--accept {point}"
        : $"--rate {RateText.Format(offer.Contract.Traffic.Rate)}";

    private static string Name(string? said) =>
        new([.. (said ?? "").Where(c => !char.IsControl(c)).Take(LongestName)]);
}
