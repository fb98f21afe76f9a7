using System.Text.Json;
using Streaming.Qos.Monitoring;

namespace Streaming.Server.Host.Http;

/// <summary>Whether a contract is kept, so far or altogether.</summary>
/// <param name="Text">The same in one line.</param>
internal sealed record VerdictDetails(bool IsMet, string Text, IReadOnlyList<VerdictDetails.TermDetails> Terms)
{
    public static VerdictDetails Of(Verdict verdict) =>
        new(verdict.IsMet, verdict.ToString(), [.. verdict.Terms.Select(term => TermDetails.Of(term, verdict))]);

    /// <param name="Term">conformance, lateness, delay, jitter, loss, lossBurst or quality.</param>
    /// <param name="Promised">With its unit; null where it was not promised, and so is only measured.</param>
    /// <param name="Violations">How often it was not kept.</param>
    /// <param name="SinceSeconds">When it was first not kept, counted from the contract's beginning.</param>
    /// <param name="BrokenSeconds">For how long altogether, by whom: server, network, receiver, client (its own wish: no breach).</param>
    internal sealed record TermDetails(
        string Term,
        string? Promised,
        string? Worst,
        bool IsKept,
        bool IsBrokenNow,
        int Violations,
        double? SinceSeconds,
        IReadOnlyDictionary<string, double> BrokenSeconds)
    {
        public static TermDetails Of(TermVerdict term, Verdict verdict) => new(
            Word(term.Term),
            term.Promised?.ToString(),
            term.Worst?.ToString(),
            term.IsKept,
            term.Standing is not null,
            term.Violations,
            (term.First - verdict.From)?.TotalSeconds,
            Enum.GetValues<Party>().Where(party => term.ByParty[(int)party] > TimeSpan.Zero)
                .ToDictionary(Word, party => term.ByParty[(int)party].TotalSeconds));

        private static string Word<T>(T value)
            where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
    }
}
