using System.Globalization;
using System.Text.Json.Nodes;
using Streaming.Server.Host.Configuration;

namespace Streaming.Lab.Scenarios.Reading;

/// <summary>The kinds of words that scenarios are made of, each with its range.</summary>
internal static class Words
{
    private const string Digits = @"\d+(\.\d+)?|\.\d+";
    private const string DurationPattern = $@"^(\s*({Digits})\s*(ms|s|min|m|h|d))+\s*$";

    public static Form<bool> YesNo { get; } = new WordForm<bool>(
        ChannelKinds.YesNo, () => new() { ["enum"] = new JsonArray("yes", "no", true, false) });

    /// <summary>By how much a clock is fast, up to ten times what the worst crystals are.</summary>
    public static Form<int> Skew { get; } = new WordForm<int>(
        new("a skew such as 200ppm or -50ppm, at most 1000ppm", TryParseSkew, value => FormattableString.Invariant($"{value}ppm")),
        () => Text(@"^-?\d+ ?ppm$"));

    public static Form<ulong> Seed { get; } = new WordForm<ulong>(
        new(
            "a whole number from 0 to 18446744073709551615",
            (string text, out ulong value) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value),
            value => value.ToString(CultureInfo.InvariantCulture)),
        () => new() { ["type"] = "integer", ["minimum"] = 0 });

    /// <summary>Of RFC 5646 the part that people use.</summary>
    public static Form<string> Language { get; } = new WordForm<string>(
        new(
            "a language such as en or pt-BR",
            (string text, out string value) => (value = text).Length is >= 2 and <= 35
                && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'),
            value => value),
        () => Text("^[A-Za-z0-9-]{2,35}$"));

    public static Form<double> Number(double least, double most) => new WordForm<double>(
        new(
            FormattableString.Invariant($"a number from {least} to {most}"),
            (string text, out double value) =>
                double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
                && value >= least && value <= most,
            value => value.ToString(CultureInfo.InvariantCulture)),
        () => new() { ["type"] = "number", ["minimum"] = least, ["maximum"] = most });

    public static Form<int> Count(int least, int most) => new WordForm<int>(
        ValueKinds.Count(least, most), () => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most });

    public static Form<TimeSpan> Duration(TimeSpan least, TimeSpan most) => new WordForm<TimeSpan>(
        ValueKinds.Duration(least, most), () => Text(DurationPattern));

    /// <summary>Forwards, or with a minus backwards.</summary>
    public static Form<TimeSpan> Step(TimeSpan most) => new WordForm<TimeSpan>(
        new(
            $"a time such as 5s or -500ms, at most {DurationText.Format(most)} either way",
            (string text, out TimeSpan value) => TryParseStep(text, out value) && value.Duration() <= most && value != TimeSpan.Zero,
            value => $"{(value < TimeSpan.Zero ? "-" : "")}{DurationText.Format(value.Duration())}"),
        () => Text($"^-?{DurationPattern[1..]}"));

    public static Form<BitRate> Rate(BitRate least, BitRate most) => new WordForm<BitRate>(ValueKinds.Rate(least, most), RateSchema);

    /// <summary>A rate, or that there is none.</summary>
    public static Form<BitRate?> RateOrNone(BitRate least, BitRate most)
    {
        ValueKind<BitRate> rate = ValueKinds.Rate(least, most);
        return new WordForm<BitRate?>(
            new($"{rate.Expected}, or none", TryParse, value => value is { } some ? rate.Format(some) : "none"),
            () => new() { ["anyOf"] = new JsonArray(new JsonObject { ["const"] = "none" }, RateSchema()) });

        bool TryParse(string text, out BitRate? value)
        {
            value = null;
            if (text == "none")
                return true;
            bool good = rate.Parse(text, out BitRate some);
            value = some;
            return good;
        }
    }

    public static Form<ByteCount> Size(ByteCount least, ByteCount most) => new WordForm<ByteCount>(
        ValueKinds.Size(least, most), () => Scaled("B?"));

    public static Form<Ratio> Share(Ratio least, Ratio most) => new WordForm<Ratio>(
        ValueKinds.Share(least, most), () => Text($"^({Digits}) ?%$"));

    public static Form<Ratio> Share() => Share(Ratio.Zero, Ratio.One);

    public static Form<T> OneOf<T>(params (string Word, T Value)[] words)
        where T : struct, Enum => new WordForm<T>(
        ValueKinds.OneOf(words), () => new() { ["enum"] = new JsonArray([.. words.Select(one => JsonValue.Create(one.Word))]) });

    public static Form<string> Choice(params string[] words) => new WordForm<string>(
        new($"one of {string.Join(", ", words)}", (string text, out string value) => words.Contains(value = text), value => value),
        () => new() { ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) });

    /// <summary>Whatever is one line.</summary>
    public static Form<string> Line(string expected, int most = 200) => new WordForm<string>(
        new(
            expected,
            (string text, out string value) => (value = text).Length > 0 && text.Length <= most && !text.Any(char.IsControl),
            value => value),
        () => new() { ["type"] = "string", ["maxLength"] = most });

    public static Form<ParityLayout?> Parity { get; } = new WordForm<ParityLayout?>(
        new("none or a layout such as 10x5 (columns), 10x0 (rows) or 10x5+rows", TryParseParity, value => value?.ToString() ?? "none"),
        () => Text(@"^(none|\d+x\d+(\+rows)?)$"));

    private static JsonObject RateSchema() => Scaled("(b/s|bit/s|bps)?");

    private static JsonObject Scaled(string unit) => new()
    {
        ["type"] = new JsonArray("string", "integer"), ["pattern"] = $"^({Digits}) ?[kKMGT]?{unit}$",
    };

    private static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static bool TryParseSkew(string text, out int value)
    {
        value = 0;
        ReadOnlySpan<char> number = text.AsSpan(0, Math.Max(0, text.Length - 3)).TrimEnd();
        return text.EndsWith("ppm", StringComparison.Ordinal)
            && int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value is >= -1_000 and <= 1_000;
    }

    private static bool TryParseStep(string text, out TimeSpan value)
    {
        bool isBack = text.StartsWith('-');
        bool good = DurationText.TryParse(text.AsSpan(isBack ? 1 : 0), out value);
        value = isBack ? -value : value;
        return good;
    }

    private static bool TryParseParity(string text, out ParityLayout? value)
    {
        bool good = ParityLayout.TryParse(text, out ParityLayout layout);
        value = layout.IsNone ? null : layout;
        return good;
    }
}
