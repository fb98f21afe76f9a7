using System.Globalization;
using System.Text;

namespace Streaming.Formats.Media;

/// <summary>Turns a file name into a title id: <c>[a-z0-9_-]+</c>, safe in a path and in a URL, with no <c>.</c> in it at all.</summary>
public static class Slug
{
    /// <summary>File systems take 255 bytes; ids stay short enough to read.</summary>
    public const int MaxLength = 100;

    /// <summary>"Big Buck Bunny (2008)" → <c>big-buck-bunny-2008</c>; accents are dropped, everything else foreign becomes a dash.</summary>
    public static string From(string name)
    {
        StringBuilder slug = new();
        foreach (char c in name.Normalize(NormalizationForm.FormD))
        {
            if (slug.Length == MaxLength)
                break;
            if (char.IsAsciiLetterOrDigit(c) || c == '_')
                slug.Append(char.ToLowerInvariant(c));
            else if (c == 'ß')
                slug.Append("ss");
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        string trimmed = slug.ToString().Trim('-');
        return trimmed.Length > 0 ? trimmed : "untitled";
    }

    public static bool IsSlug(string id) =>
        id.Length is > 0 and <= MaxLength + 1 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
