using System.Globalization;

namespace Streaming.Qos.Monitoring;

/// <summary>Whether a contract is kept, so far or altogether.</summary>
/// <param name="From">Since when it is watched.</param>
/// <param name="At">Until when this speaks.</param>
/// <param name="Terms">Every term that was promised or measured.</param>
public sealed record Verdict(Instant From, Instant At, IReadOnlyList<TermVerdict> Terms)
{
    /// <summary>What the client itself wished breaks nothing.</summary>
    public bool IsMet => Terms.All(term => term.IsKept);

    /// <summary>One line for the log, with the figures: <c>contract violated: loss 2.5 % instead of 0.1 % for 12.3 s from 0:31 on by the
    /// network</c>.</summary>
    public override string ToString()
    {
        IEnumerable<string> broken = Terms.Where(term => term.Violations > 0).Select(Broken);
        IEnumerable<string> kept = Terms.Where(term => term.Violations == 0 && term.Worst is not null).Select(Kept);
        string figures = string.Join("; ", broken.Concat(kept));
        return $"contract {(IsMet ? "met" : "violated")}{(figures.Length == 0 ? "" : ": ")}{figures}";
    }

    private static string Kept(TermVerdict term) =>
        term.Promised is { } bound ? $"{Name(term.Term)} {term.Worst} of {bound}" : $"{Name(term.Term)} {term.Worst}";

    private string Broken(TermVerdict term)
    {
        TimeSpan first = term.First!.Value - From;
        IEnumerable<string> parties = Enum.GetValues<Party>()
            .Where(party => term.ByParty[(int)party] > TimeSpan.Zero || term.Standing?.By == party)
            .OrderByDescending(party => term.ByParty[(int)party])
            .Select(Name);
        TimeSpan length = term.Broken + term.ByParty[(int)Party.Client];
        string times = term.Violations == 1 ? "" : $"{term.Violations} times, ";
        string now = term.Standing is null ? "" : ", still";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name(term.Term)} {term.Worst} instead of {term.Promised} {times}for {length.TotalSeconds:0.#} s from {Clock(first)} on by "
            + $"{string.Join(" and ", parties)}{now}");
    }

    private static string Clock(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    internal static string Name(Party party) => party == Party.Client ? "the client's wish" : $"the {party}".ToLowerInvariant();

    internal static string Name(Term term) => term switch
    {
        Term.LossBurst => "losses in a row",
        Term.Conformance => "burst",
        _ => $"{term}".ToLowerInvariant(),
    };
}
