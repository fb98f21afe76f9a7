using System.Text;

namespace Streaming.Formats.Media;

/// <summary>Turns a file name into a title id: <c>[a-z0-9_-]+</c>, safe in a path and in a URL, with no <c>.</c> in it at all.</summary>
public static class Slug
{
    /// <summary>File systems take 255 bytes; ids stay short enough to read.</summary>
    public const int MaxLength = 100;

    // Latin letters with marks, each run folded to the letter before the colon. By table, for the framework's normalisation needs ICU.
    private static readonly string[] Folded =
    [
        "a:àáâãäåāăą", "ae:æ", "c:çćĉċč", "d:ďđð", "e:èéêëēĕėęě", "g:ĝğġģ", "h:ĥħ", "i:ìíîïĩīĭįı", "j:ĵ", "k:ķ", "l:ĺļľŀł", "n:ñńņňŉ",
        "o:òóôõöøōŏőơ", "oe:œ", "r:ŕŗř", "s:śŝşšș", "ss:ß", "t:ţťŧț", "th:þ", "u:ùúûüũūŭůűųư", "w:ŵ", "y:ýÿŷ", "z:źżž",
        "a:ạảấầẩẫậắằẳẵặ", "e:ẹẻẽếềểễệ", "i:ỉị", "o:ọỏốồổỗộớờởỡợ", "u:ụủứừửữự", "y:ỳỵỷỹ",
    ];

    private static readonly Dictionary<char, string> Fold =
        Folded.SelectMany(run => run.Split(':')[1].Select(letter => (letter, run.Split(':')[0]))).ToDictionary();

    /// <summary>"Big Buck Bunny (2008)" → <c>big-buck-bunny-2008</c>; marks on Latin letters are dropped, everything else foreign becomes a
    /// dash.</summary>
    public static string From(string name)
    {
        StringBuilder slug = new();
        foreach (char c in name)
        {
            char lower = char.ToLowerInvariant(c);
            if (slug.Length >= MaxLength)
                break;
            if (char.IsAsciiLetterOrDigit(lower) || lower == '_')
                slug.Append(lower);
            else if (Fold.TryGetValue(lower, out string? letters))
                slug.Append(letters);
            else if (!IsCombiningMark(c) && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        string trimmed = slug.ToString().Trim('-');
        return trimmed.Length > 0 ? trimmed : "untitled";
    }

    public static bool IsSlug(string id) =>
        id.Length is > 0 and <= MaxLength + 1 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    /// <summary>Some file systems write ö as o and a mark of its own.</summary>
    private static bool IsCombiningMark(char c) => c is >= '\u0300' and <= '\u036F';
}
