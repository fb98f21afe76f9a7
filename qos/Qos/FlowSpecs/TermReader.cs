using System.Buffers;
using System.Globalization;

namespace Streaming.Qos.FlowSpecs;

/// <summary>Reads <c>name=value; name=value</c>, each name at most once and in any order, and remembers the first mistake.</summary>
/// <remarks>Names are told apart by case: m is the smallest unit, M the largest packet. Total and bounded: what is too long is refused
/// unread.</remarks>
internal sealed class TermReader
{
    /// <summary>Every term there is, with sixteen renditions of the longest names.</summary>
    public const int MostCharacters = 2_048;

    /// <summary>Twice as many as there are names.</summary>
    public const int MostTerms = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <param name="known">The only names allowed; empty: others are nobody's mistake and are passed over.</param>
    public TermReader(ReadOnlySpan<char> text, ReadOnlySpan<string> known)
    {
        if (text.Length > MostCharacters)
        {
            Fail(FlowSpecMistake.TooLarge, "length", $"{text.Length}", $"{MostCharacters}");
            return;
        }

        foreach (Range range in text.Split(';'))
        {
            ReadOnlySpan<char> term = text[range].Trim();
            if (term.IsEmpty)
                continue;
            int equals = term.IndexOf('=');
            string name = FlowSpecFault.Shown(equals < 0 ? term : term[..equals].TrimEnd());
            if (known.Length > 0 && !known.Contains(name))
                Fail(FlowSpecMistake.Unknown, name);
            else if (equals < 0)
                Fail(FlowSpecMistake.Malformed, name, "", "a name, an equals sign and a value");
            else if (_values.Count == MostTerms)
                Fail(FlowSpecMistake.TooLarge, "terms", "more", $"{MostTerms}");
            else if (!_values.TryAdd(name, term[(equals + 1)..].TrimStart().ToString()))
                Fail(FlowSpecMistake.Repeated, name);
            if (Fault is not null)
                return;
        }
    }

    private delegate bool Parser<T>(ReadOnlySpan<char> text, out T value);

    public FlowSpecFault? Fault { get; private set; }

    public bool Has(string name) => _values.ContainsKey(name);

    public BitRate? Rate(string name) => Value<BitRate>(name, RateText.TryParse, "a rate such as 2.5Mb/s");

    /// <summary>A rate, or <c>none</c>.</summary>
    public BitRate? Peak(string name) => Value<BitRate>(name, TryPeak, "a rate such as 2.5Mb/s, or none");

    public ByteCount? Size(string name) => Value<ByteCount>(name, SizeText.TryParse, "a size in bytes such as 1500 or 64k");

    public TimeSpan? Duration(string name) => Value<TimeSpan>(name, DurationText.TryParse, "a duration such as 200ms");

    public Ratio? Share(string name) => Value<Ratio>(name, RatioText.TryParse, "a share such as 0.1%");

    public int? Number(string name) => Value<int>(name, TryNumber, "a whole number");

    public ServiceClass? Class(string name) =>
        Value<ServiceClass>(name, ServiceClassText.TryParse, "guaranteed, controlled-load or best-effort");

    /// <summary>As it stands; whether it is a name is <see cref="FlowSpecRules.IsName"/>'s to say.</summary>
    public string? Name(string name) => _values.GetValueOrDefault(name);

    public IReadOnlyList<string> Names(string name) => Name(name)?.Split(',', StringSplitOptions.TrimEntries) ?? [];

    /// <summary>None where nothing is said.</summary>
    public IReadOnlyList<StreamProtection> Protection(string name)
    {
        if (Name(name) is not { } said)
            return [];
        if (ProtectionText.TryParse(said, out IReadOnlyList<StreamProtection> list))
            return list;
        Fail(FlowSpecMistake.Malformed, name, FlowSpecFault.Shown(said), ProtectionText.Kind);
        return [];
    }

    /// <summary>r, b, p, m and M: all five, or null where there are none.</summary>
    public TrafficSpec? Traffic(bool isNeeded = false)
    {
        string[] five = ["r", "b", "p", "m", "M"];
        if (!isNeeded && !five.Any(Has))
            return null;
        if (five.FirstOrDefault(each => !Has(each)) is { } missing)
            Fail(FlowSpecMistake.Missing, missing, "", "give all five of r, b, p, m and M");
        return Rate("r") is { } rate && Size("b") is { } depth && Peak("p") is { } peak && Size("m") is { } unit && Size("M") is { } packet
            ? new(rate, depth, peak, unit, packet) : null;
    }

    public void Fail(FlowSpecMistake mistake, string term, string said = "", string limit = "") =>
        Fault ??= new(mistake, term, said, limit);

    private T? Value<T>(string name, Parser<T> parse, string kind)
        where T : struct
    {
        if (!_values.TryGetValue(name, out string? said))
            return null;
        if (parse(said, out T value))
            return value;

        // The number is to blame, and not its unit, where a one in its place could be read.
        int digits = said.AsSpan().IndexOfAnyExcept(Digits);
        ReadOnlySpan<char> unit = digits < 0 ? "" : said.AsSpan(digits);
        if (said.StartsWith('-'))
            Fail(FlowSpecMistake.Negative, name, FlowSpecFault.Shown(said));
        else if (said.Length > 0 && digits != 0 && parse($"1{unit}", out _))
            Fail(FlowSpecMistake.TooLarge, name, FlowSpecFault.Shown(said));
        else
            Fail(FlowSpecMistake.Malformed, name, FlowSpecFault.Shown(said), kind);
        return null;
    }

    private static bool TryPeak(ReadOnlySpan<char> text, out BitRate peak)
    {
        peak = TrafficSpec.NoPeak;
        return text.SequenceEqual(TrafficSpec.None) || RateText.TryParse(text, out peak);
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
