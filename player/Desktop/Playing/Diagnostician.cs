using Streaming.Player.Contracts;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Says what went wrong in words that a viewer can act on, and what Enter does about it.</summary>
internal static class Diagnostician
{
    /// <summary>So many letters may be wrong in a title that is still recognised: one in three.</summary>
    private const int LettersForAMistake = 3;

    public static Diagnosis NoAddress(string text) =>
        new($"'{text}' is no address of a film. One looks like rtsp://HOST:8554/TITLE.", null);

    /// <summary>The player's own fault.</summary>
    public static Diagnosis Of(Exception fault) => new(Sentence($"the player failed: {fault.Message}"), Remedy.TryAgain);

    /// <param name="wish">What was asked of the network.</param>
    public static Diagnosis Of(SessionOutcome.Failed failed, RtspAddress address, FlowSpec wish)
    {
        if (failed.Shortage is { } shortage)
            return Full(shortage, wish);
        if (failed.Offered.Count > 0)
            return NotThere(failed, address);
        Remedy? remedy = failed.Kind is FailureKind.NothingPlayable ? null : Remedy.TryAgain;
        return new(Sentence(failed.Message), remedy);
    }

    /// <summary>Capital and full stop.</summary>
    public static string Sentence(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..] + (words[^1] is '.' or '?' or '!' ? "" : ".");

    private static Diagnosis Full(Shortage shortage, FlowSpec wish)
    {
        string place = shortage.Limit switch
        {
            "packets" or "memory" or "disk" => "The server is busy",
            "booking" => "The booking that was named is not in force for you",
            "" => "There is no room for this film now",
            "rate" or "r" or "b" or "p" or "M" => $"You allow no more than {shortage.Available}, and this film needs {shortage.Asked}",
            _ => "The link to you is full",
        };
        if (shortage.Alternative is not { } offer)
        {
            string wait = shortage.RetryAfter is { } later
                ? $"Room is expected in {later.TotalSeconds:0} s."
                : "No other quality would fit.";
            return new($"{place}. {wait}", Remedy.TryAgain);
        }

        string fits = offer.Point ?? $"{offer.Contract.Traffic.Rate}";
        FlowSpec offered = wish with { Class = offer.Contract.Class, Buffer = offer.Contract.Buffer };
        FlowSpec less = offer.Point is { } point && !point.Contains(' ')
            ? offered with { Accept = [point] }
            : offered with { Accept = [], MaxRate = offer.Contract.Traffic.Rate };
        string how = offer.Point is null ? $"watch it at {fits}" : $"watch it in {fits}";
        return new($"{place}: {fits} would fit.", new(RemedyKind.AskForLess, how, Wish: less));
    }

    private static Diagnosis NotThere(SessionOutcome.Failed failed, RtspAddress address)
    {
        string asked = address.Title;
        string? nearest = failed.Offered.MinBy(title => Distance(title, asked));
        if (asked.Length == 0 || nearest is null || Distance(nearest, asked) > Math.Max(1, asked.Length / LettersForAMistake))
            return new(Sentence(failed.Message), Remedy.TryAgain);
        string other = address.Url[..(address.Url.LastIndexOf('/') + 1)] + Uri.EscapeDataString(nearest);
        return new(
            $"There is no title '{asked}' here. Did you mean '{nearest}'?",
            new(RemedyKind.OpenOther, $"watch '{nearest}'", Address: other));
    }

    /// <summary>Letters to be put in, taken out or changed, by Wagner and Fischer; of names, so of little work.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                bool isSame = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (isSame ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
