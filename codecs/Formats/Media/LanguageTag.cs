namespace Streaming.Formats.Media;

/// <summary>Makes the shortest RFC 5646 tag of what files write: <c>eng</c> → <c>en</c>, <c>ger</c> and <c>deu</c> → <c>de</c>; and
/// back.</summary>
public static class LanguageTag
{
    public const string Unknown = "und";

    // ISO 639-2 (both the terminological and the bibliographic codes, where they differ) to ISO 639-1, for the languages that have one.
    private const string Table =
        "aar aa abk ab afr af aka ak amh am ara ar arg an asm as ava av ave ae aym ay aze az bak ba bam bm bel be ben bn bih bh bis bi "
        + "bod bo tib bo bos bs bre br bul bg cat ca ces cs cze cs cha ch che ce chu cu chv cv cor kw cos co cre cr cym cy wel cy dan da "
        + "deu de ger de div dv dzo dz ell el gre el eng en epo eo est et eus eu baq eu ewe ee fao fo fas fa per fa fij fj fin fi fra fr "
        + "fre fr fry fy ful ff gla gd gle ga glg gl glv gv grn gn guj gu hat ht hau ha heb he her hz hin hi hmo ho hrv hr hun hu hye hy "
        + "arm hy ibo ig ido io iii ii iku iu ile ie ina ia ind id ipk ik isl is ice is ita it jav jv jpn ja kal kl kan kn kas ks kat ka "
        + "geo ka kau kr kaz kk khm km kik ki kin rw kir ky kom kv kon kg kor ko kua kj kur ku lao lo lat la lav lv lim li lin ln lit lt "
        + "ltz lb lub lu lug lg mah mh mal ml mar mr mkd mk mac mk mlg mg mlt mt mon mn mri mi mao mi msa ms may ms mya my bur my nau na "
        + "nav nv nbl nr nde nd ndo ng nep ne nld nl dut nl nno nn nob nb nor no nya ny oci oc oji oj ori or orm om oss os pan pa pli pi "
        + "pol pl por pt pus ps que qu roh rm ron ro rum ro run rn rus ru sag sg san sa sin si slk sk slo sk slv sl sme se smo sm sna sn "
        + "snd sd som so sot st spa es sqi sq alb sq srd sc srp sr ssw ss sun su swa sw swe sv tah ty tam ta tat tt tel te tgk tg tgl tl "
        + "tha th tir ti ton to tsn tn tso ts tuk tk tur tr twi tw uig ug ukr uk urd ur uzb uz ven ve vie vi vol vo wln wa wol wo xho xh "
        + "yid yi yor yo zha za zho zh chi zh zul zu";

    private static readonly Dictionary<string, string> Short = Table.Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    // Of two codes for one language the terminological one comes first.
    private static readonly Dictionary<string, string> Long =
        Table.Split(' ').Chunk(2).GroupBy(pair => pair[1]).ToDictionary(pairs => pairs.Key, pairs => pairs.First()[0]);

    /// <summary>The tag for what a file says; <see cref="Unknown"/> for what is no language tag at all.</summary>
    public static string From(string written)
    {
        string[] parts = written.Trim().Replace('_', '-').Split('-');
        string language = parts[0].ToLowerInvariant();
        if (!IsPlausible(parts, language) || language is "und" or "mis" or "zxx")
            return Unknown;
        parts[0] = Short.GetValueOrDefault(language, language);
        return string.Join('-', parts);
    }

    /// <summary>The three letters of ISO 639-2 that broadcasting wants; <see cref="Unknown"/> where a language has none.</summary>
    public static string ThreeLetters(string tag)
    {
        string language = tag.Split('-')[0].ToLowerInvariant();
        return language.Length == 3 ? language : Long.GetValueOrDefault(language, Unknown);
    }

    /// <summary>Whether a part of a file name (as in <c>film.de.srt</c>) names a language: two letters of ISO 639-1 or three of ISO
    /// 639-2.</summary>
    public static bool IsKnown(string part)
    {
        string language = part.Split('-', '_')[0].ToLowerInvariant();
        return Short.ContainsKey(language) || Short.ContainsValue(language);
    }

    private static bool IsPlausible(string[] parts, string language) =>
        language.Length is 2 or 3 && parts.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
}
