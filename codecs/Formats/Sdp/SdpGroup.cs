using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Sdp;

/// <summary>Streams that belong together: a <c>group</c> attribute of a session. RFC 5888 §5.</summary>
/// <param name="Semantics">What they are to each other, such as <see cref="Repair"/>; compared exactly.</param>
/// <param name="Mids">The streams by their <see cref="MediaDescription.Mid"/>, in the order that the semantics give a meaning to.</param>
public sealed record SdpGroup(string Semantics, IReadOnlyList<string> Mids)
{
    /// <summary>Of source streams and the repair streams that protect them, the sources first. RFC 5956 §4.1.</summary>
    public const string Repair = "FEC-FR";

    /// <summary>No description has more streams.</summary>
    private const int MostMids = SdpReader.MostMedia;

    /// <summary>From <c>FEC-FR 1 P1</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SdpGroup? group)
    {
        string[] words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        group = words.Length is > 0 and <= MostMids + 1 ? new(words[0], words[1..]) : null;
        return group is not null;
    }

    public override string ToString() => string.Join(' ', [Semantics, .. Mids]);
}
