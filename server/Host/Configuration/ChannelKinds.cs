using System.Globalization;
using System.Net;
using Streaming.Formats.Media;
using Streaming.Server.Channels;

namespace Streaming.Server.Host.Configuration;

/// <summary>The kinds of values that only channels have.</summary>
internal static class ChannelKinds
{
    private const int MostOfLine = 100;

    private static readonly string[] Daily = ["HH:mm", "HH:mm:ss"];
    private static readonly string[] Once = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];
    private static readonly string[] Moment = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK"];

    /// <summary>For people to read.</summary>
    public static ValueKind<string> Line { get; } = new(
        string.Create(CultureInfo.InvariantCulture, $"a line of text (at most {MostOfLine} characters)"),
        (string text, out string value) => (value = text).Length <= MostOfLine && !text.Any(char.IsControl),
        value => value);

    public static ValueKind<bool> YesNo { get; } = new(
        "yes or no",
        (string text, out bool value) => (value = text is "yes" or "true") || text is "no" or "false",
        value => value ? "yes" : "no");

    public static ValueKind<bool> Gaps { get; } = new(
        "one of allowed, mistake",
        (string text, out bool value) => (value = text == "allowed") || text == "mistake",
        value => value ? "allowed" : "mistake");

    public static ValueKind<ChannelFormat> Format { get; } = ValueKinds.OneOf(
        ("lanes", ChannelFormat.Lanes), ("ts", ChannelFormat.TransportStream), ("both", ChannelFormat.Both));

    public static ValueKind<IPAddress?> Group { get; } = new(
        "a multicast group: 224.0.1.0 to 239.255.255.255 or ff00::/8, such as 239.255.10.0",
        (string text, out IPAddress? value) => IPAddress.TryParse(text, out value) && IsGroup(value),
        value => value?.ToString() ?? "");

    public static ValueKind<IPEndPoint?> GroupAndPort { get; } = new(
        "a multicast group, a colon and an even port (239.255.20.0:5000, [ff15::20:0]:5000), or ''",
        (string text, out IPEndPoint? value) => !IsSaid(text, out value)
            || (IPEndPoint.TryParse(text, out value) && IsGroup(value.Address) && IsMediaPort(value.Port)),
        value => value?.ToString() ?? "");

    public static ValueKind<IPAddress?> Source { get; } = new(
        "an IP address of this server, or ''",
        (string text, out IPAddress? value) => !IsSaid(text, out value)
            || (IPAddress.TryParse(text, out value) && !GroupPlan.IsMulticast(value)),
        value => value?.ToString() ?? "");

    /// <summary>As this machine knows it: by IANA's data base.</summary>
    public static ValueKind<string> TimeZone { get; } = new(
        "the name of a time zone, such as Europe/Berlin or UTC",
        (string text, out string value) => TimeZoneInfo.TryFindSystemTimeZoneById(value = text, out _),
        value => value);

    /// <summary>The even one of a pair (RFC 3550 §11) that anybody may open.</summary>
    public static ValueKind<int> Port { get; } = new(
        "an even port number from 1024 to 65534",
        (string text, out int value) => ValueKinds.Port.Parse(text, out value) && IsMediaPort(value),
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether there is one is asked when all is read.</summary>
    public static ValueKind<string> Interface { get; } = new(
        "the name of a network interface or one of its addresses",
        (string text, out string value) => (value = text).Length <= 64 && text.All(letter => letter is > ' ' and <= '~'),
        value => value);

    public static ValueKind<StartTime> Start { get; } = new(
        "a time such as 20:00 (every day), 2026-12-24T18:00 (once) or 2026-12-24T18:00+01:00 (once, the same moment everywhere)",
        TryParseStart,
        FormatStart);

    public static ValueKind<ParityLayout> Parity { get; } = new(
        "none, or a layout such as 10x5, 10x0 or 10x5+rows",
        (string text, out ParityLayout value) => ParityLayout.TryParse(text, out value),
        value => value.ToString());

    public static ValueKind<string> Title { get; } = new(
        "the name of a title as its address has it (a to z, digits, - and _)",
        (string text, out string value) => Slug.IsSlug(value = text),
        value => value);

    /// <summary>224.0.0.x never leaves a network and belongs to protocols: no channel is one of them. RFC 5771 §4.</summary>
    private static bool IsGroup(IPAddress address) =>
        GroupPlan.IsMulticast(address) && address.GetAddressBytes() is not [224, 0, 0, _];

    private static bool IsMediaPort(int port) => port is >= 1_024 and <= 65_534 && port % 2 == 0;

    private static bool TryParseStart(string text, out StartTime start)
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        start = null!;
        if (TimeOnly.TryParseExact(text, Daily, plain, DateTimeStyles.None, out TimeOnly daily))
            start = new StartTime.Daily(daily);
        else if (DateTime.TryParseExact(text, Once, plain, DateTimeStyles.None, out DateTime once))
            start = new StartTime.Local(once);
        else if (DateTimeOffset.TryParseExact(text, Moment, plain, DateTimeStyles.None, out DateTimeOffset moment))
            start = new StartTime.At(moment);
        return start is not null;
    }

    private static string FormatStart(StartTime start) => start switch
    {
        StartTime.Daily daily => Written(daily.Wall.ToTimeSpan(), daily.Wall.ToString, Daily),
        StartTime.Local local => Written(local.Wall.TimeOfDay, local.Wall.ToString, Once),
        StartTime.At at => Written(at.Moment.TimeOfDay, at.Moment.ToString, Moment),
        _ => throw new InvalidOperationException("broken invariant: a title begins every day, or once"),
    };

    /// <summary>Seconds only where there are any.</summary>
    private static string Written(TimeSpan time, Func<string, IFormatProvider, string> format, string[] forms) =>
        format(forms[time.Seconds == 0 ? 0 : 1], CultureInfo.InvariantCulture);

    private static bool IsSaid<T>(string text, out T? value)
    {
        value = default;
        return text.Length > 0;
    }
}
