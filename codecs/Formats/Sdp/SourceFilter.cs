using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Sdp;

/// <summary>From whom the media of a group is taken, and from whom not: a <c>source-filter</c> attribute. RFC 4570 §3.</summary>
/// <param name="IsInclusive">Taken from these sources only (<c>incl</c>), as source-specific multicast wants it (RFC 4607); else from all
/// others (<c>excl</c>).</param>
/// <param name="Destination">The group; <c>*</c> for all that the section names.</param>
/// <param name="Sources">Addresses or names.</param>
public sealed record SourceFilter(bool IsInclusive, bool IsIPv6, string Destination, IReadOnlyList<string> Sources)
{
    /// <summary>A group has one source, or a few that stand in for each other.</summary>
    private const int MostSources = 64;

    private const int FixedWords = 4;

    /// <summary>From <c>incl IN IP4 232.3.4.5 192.0.2.10</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SourceFilter? filter)
    {
        filter = null;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is <= FixedWords or > FixedWords + MostSources || words[0] is not ("incl" or "excl") || words[1] is not "IN"
            || words[2] is not ("IP4" or "IP6" or "*"))
            return false;
        filter = new(words[0] is "incl", words[2] is "IP6", words[3], words[FixedWords..]);
        return true;
    }

    public override string ToString() =>
        string.Join(' ', [IsInclusive ? "incl" : "excl", "IN", IsIPv6 ? "IP6" : "IP4", Destination, .. Sources]);
}
