namespace Streaming.Player.Desktop.Playing;

/// <summary>What languages call themselves. The runtime's own table is not there: this project formats invariantly.</summary>
internal static class LanguageNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ar"] = "العربية", ["bg"] = "Български", ["ca"] = "Català", ["cs"] = "Čeština", ["cy"] = "Cymraeg", ["da"] = "Dansk",
        ["de"] = "Deutsch", ["el"] = "Ελληνικά", ["en"] = "English", ["es"] = "Español", ["et"] = "Eesti", ["eu"] = "Euskara",
        ["fa"] = "فارسی", ["fi"] = "Suomi", ["fr"] = "Français", ["ga"] = "Gaeilge", ["gl"] = "Galego", ["he"] = "עברית",
        ["hi"] = "हिन्दी", ["hr"] = "Hrvatski", ["hu"] = "Magyar", ["id"] = "Indonesia", ["is"] = "Íslenska", ["it"] = "Italiano",
        ["ja"] = "日本語", ["ko"] = "한국어", ["la"] = "Latina", ["lt"] = "Lietuvių", ["lv"] = "Latviešu", ["ms"] = "Melayu",
        ["nb"] = "Norsk bokmål", ["nl"] = "Nederlands", ["nn"] = "Norsk nynorsk", ["no"] = "Norsk", ["pl"] = "Polski",
        ["pt"] = "Português", ["ro"] = "Română", ["ru"] = "Русский", ["sk"] = "Slovenčina", ["sl"] = "Slovenščina", ["sr"] = "Српски",
        ["sv"] = "Svenska", ["th"] = "ไทย", ["tr"] = "Türkçe", ["uk"] = "Українська", ["vi"] = "Tiếng Việt", ["zh"] = "中文",
    };

    /// <param name="tag">RFC 5646.</param>
    /// <param name="label">What the title calls it; may be empty.</param>
    /// <param name="number">Its place among those of its kind, from 1, for what has no name at all.</param>
    public static string Of(string tag, string label, int number)
    {
        string primary = tag.Split('-')[0];
        string name = Names.GetValueOrDefault(primary, primary is "und" or "" ? "" : tag);
        if (name.Length == 0)
            return label.Length > 0 ? label : $"{number}";
        return label.Length == 0 || label.Equals(name, StringComparison.OrdinalIgnoreCase) ? name : $"{name} ({label})";
    }

    /// <summary>Whether one tag is meant by another: <c>de</c> by <c>de-AT</c>, and the other way round.</summary>
    public static bool Match(string wanted, string tag) =>
        wanted.Split('-')[0].Equals(tag.Split('-')[0], StringComparison.OrdinalIgnoreCase)
        && (wanted.Length == tag.Length
            ? wanted.Equals(tag, StringComparison.OrdinalIgnoreCase)
            : !wanted.Contains('-') || !tag.Contains('-'));
}
