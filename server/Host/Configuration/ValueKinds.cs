using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Host.Configuration;

/// <summary>The kinds of values that the configuration knows, each with its range.</summary>
internal static class ValueKinds
{
    private static readonly (string Word, LogLevel Level)[] Levels =
    [
        ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("info", LogLevel.Information), ("warning", LogLevel.Warning),
        ("error", LogLevel.Error), ("none", LogLevel.None),
    ];

    public static ValueKind<int> Port { get; } = Count(0, 65_535, "a port number (0 to 65535; 0 = any free one)");

    /// <summary>The even one of a pair: RFC 3550 §11.</summary>
    public static ValueKind<int> EvenPort { get; } = new(
        "an even port number (0 to 65534; 0 = any free pair)",
        (string text, out int value) => Port.Parse(text, out value) && value % 2 == 0,
        value => value.ToString(CultureInfo.InvariantCulture));

    public static ValueKind<string> Host { get; } = new(
        "an IP address, or * for all",
        (string text, out string value) => (value = text) == "*" || IPAddress.TryParse(text, out _),
        value => value);

    public static ValueKind<string> Folder { get; } = new(
        "a folder",
        (string text, out string value) => (value = text).Length > 0 && !text.Contains('\0', StringComparison.Ordinal),
        value => value);

    public static ValueKind<LogFormat> FormatWord { get; } = OneOf(("text", LogFormat.Text), ("json", LogFormat.Json));

    public static ValueKind<LogLevel> LevelWord { get; } = OneOf(Levels);

    /// <summary>Of links and profiles: they stand in addresses, headers and metrics.</summary>
    public static ValueKind<string> Name { get; } = new(
        "a name (letters, digits, - and _, at most 64)",
        (string text, out string value) =>
            (value = text).Length is > 0 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'),
        value => value);

    public static ValueKind<string> Network { get; } = new(
        "a network such as 10.2.0.0/16 or 2001:db8::/32, no bit set behind its prefix",
        (string text, out string value) => Subnet.TryParse(value = text, out _, out _),
        value => value);

    public static ValueKind<ServiceClass> ClassWord { get; } = OneOf(
        ("guaranteed", ServiceClass.Guaranteed),
        ("controlled-load", ServiceClass.ControlledLoad),
        ("best-effort", ServiceClass.BestEffort));

    public static ValueKind<string> Ladder { get; } = new(
        "none, auto, or a list such as 720p:2500k,480p:1000k",
        (string text, out string value) => Streaming.Ffmpeg.Importing.Ladder.TryParse(value = text, out _, out _),
        value => value);

    public static ValueKind<int> Count(int least, int most, string? expected = null) => new(
        expected ?? string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
        value => value.ToString(CultureInfo.InvariantCulture));

    public static ValueKind<TimeSpan> Duration(TimeSpan least, TimeSpan most) => new(
        $"a duration such as 10s or 500ms, from {DurationText.Format(least)} to {DurationText.Format(most)}",
        (string text, out TimeSpan value) => DurationText.TryParse(text, out value) && value >= least && value <= most,
        DurationText.Format);

    public static ValueKind<ByteCount> Size(ByteCount least, ByteCount most) => new(
        $"a size such as 64k or 50M, from {SizeText.Format(least)} to {SizeText.Format(most)}",
        (string text, out ByteCount value) => SizeText.TryParse(text, out value) && value >= least && value <= most,
        SizeText.Format);

    public static ValueKind<BitRate> Rate(BitRate least, BitRate most, string? alsoZero = null) => new(
        $"a rate such as 20Mb/s or 500k, from {RateText.Format(least)} to {RateText.Format(most)}{alsoZero}",
        (string text, out BitRate value) =>
            RateText.TryParse(text, out value) && value <= most && (value >= least || (alsoZero is not null && value == BitRate.Zero)),
        RateText.Format);

    public static ValueKind<Ratio> Share(Ratio least, Ratio most) => new(
        $"a share such as 80%, from {RatioText.Format(least)} to {RatioText.Format(most)}",
        (string text, out Ratio value) => RatioText.TryParse(text, out value) && value >= least && value <= most,
        RatioText.Format);

    public static ValueKind<T> OneOf<T>(params (string Word, T Value)[] words)
        where T : struct, Enum => new(
        $"one of {string.Join(", ", words.Select(pair => pair.Word))}",
        (string text, out T value) =>
        {
            foreach ((string word, T meaning) in words)
            {
                if (!word.Equals(text, StringComparison.OrdinalIgnoreCase))
                    continue;
                value = meaning;
                return true;
            }

            value = default;
            return false;
        },
        value => words.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Word);
}
