using Streaming.Server.Channels;
using Key = Streaming.Server.Host.Configuration.ConfigurationKey<Streaming.Server.Host.Configuration.ChannelSection>;

namespace Streaming.Server.Host.Configuration;

/// <summary>Every key of a channel, in the order of the file. What declares a channel elsewhere (the API) is read by them too.</summary>
/// <remarks>A channel is a section of a name of its own, so its keys have paths such as <c>channels.cinema.group</c>.</remarks>
internal static class ChannelKeys
{
    /// <summary>The section whose sections are channels.</summary>
    public const string Section = "channels";

    /// <summary>More titles in a row than this are a library, not a programme.</summary>
    private const int MostTitles = 1_000;

    /// <summary>As many as there can be lanes.</summary>
    private const int MostChoices = GroupPlan.MostLanes;

    /// <summary>Of a house with a network for each of its rooms, those of one floor.</summary>
    private const int MostReached = 100;

    private const string Prefix = Section + ".";

    public static IReadOnlyList<Key> All { get; } = [.. Programme, .. Addresses, .. Streams, .. Times];

    private static Key[] Programme =>
    [
        Of("label", "What people are shown; the name where it is ''.", ChannelKinds.Line,
            channel => channel.Label, (channel, value) => channel with { Label = value }),
        Key.Entries("play", "Titles, as their addresses name them, one behind the other without a gap.", TakesEffect.AtOnce,
            EntryKinds.Title, MostTitles, null, channel => channel.Play, (channel, value) => channel with { Play = value }),
        Of("loop", "Whether that begins anew at its end.", ChannelKinds.YesNo,
            channel => channel.Loop, (channel, value) => channel with { Loop = value }),
        Key.Entries("schedule",
            "Instead of 'play': when which title begins. '20:00 film' is every day, '2026-12-24T18:00 film' once, both by the clocks of\n"
            + "the time zone; '2026-12-24T18:00Z film' or '…+01:00 film' is a moment that is the same everywhere.", TakesEffect.AtOnce,
            EntryKinds.Scheduled, MostTitles, null,
            channel => channel.Schedule, (channel, value) => channel with { Schedule = value }),
        Of("timeZone", "Whose clocks the schedule goes by: Europe/Berlin, Asia/Ho_Chi_Minh, UTC.", ChannelKinds.TimeZone,
            channel => channel.TimeZone, (channel, value) => channel with { TimeZone = value }),
        Of("gaps", "Whether the schedule may leave times in which nothing plays: allowed, or a mistake.", ChannelKinds.Gaps,
            channel => channel.AllowsGaps, (channel, value) => channel with { AllowsGaps = value }),
    ];

    private static Key[] Addresses =>
    [
        Of("group", "The lowest group address; every picture, language and parity takes one of the 33 from there on. 239.255.x.x and\n"
            + "ff15::x are for use within a site; 232.x.x.x and ff3x::x are source-specific (RFC 4607) and need 'source'.",
            ChannelKinds.Group, channel => channel.Group, (channel, value) => channel with { Group = value }),
        Of("port", "The lowest port, an even one; every picture, language and parity takes the next pair.", ChannelKinds.Port,
            channel => channel.Port, (channel, value) => channel with { Port = value }),
        Of("ttl", "How far it goes: 1 stays on the server's own network, each router takes one off (IPv6: the hop limit).",
            ValueKinds.Count(1, 255), channel => channel.TimeToLive, (channel, value) => channel with { TimeToLive = value }),
        Of("interface", "Where it leaves: the name of a network interface or one of its addresses; '' leaves it to the system.",
            ChannelKinds.Interface, channel => channel.Interface, (channel, value) => channel with { Interface = value }),
        Of("source", "Of a source-specific channel: the address of this server that receivers join it for; '' where any will do.",
            ChannelKinds.Source, channel => channel.Source, (channel, value) => channel with { Source = value }),
        Of("announce", "Whether the network is told of it (SAP, RFC 2974).", ChannelKinds.YesNo,
            channel => channel.Announce, (channel, value) => channel with { Announce = value }),
    ];

    private static Key[] Streams =>
    [
        Of("format", "lanes: each picture and language to a group of its own, for players; ts: one MPEG transport stream, for set-top\n"
            + "boxes; both.", ChannelKinds.Format, channel => channel.Format, (channel, value) => channel with { Format = value }),
        Of("transportStream", "The group and port of the transport stream (239.255.20.0:5000); '' = behind the last lane.",
            ChannelKinds.GroupAndPort,
            channel => channel.TransportStream, (channel, value) => channel with { TransportStream = value }),
        Names("renditions", "Pictures that are sent, the best first; [] = all that the first title has.",
            channel => channel.Renditions, (channel, value) => channel with { Renditions = value }),
        Names("sounds", "Languages that are sent, the first for who chooses none; [] = all that the first title has.",
            channel => channel.Sounds, (channel, value) => channel with { Sounds = value }),
        Names("texts", "The same of subtitles.", channel => channel.Texts, (channel, value) => channel with { Texts = value }),
        Of("parity", "What mends losses for everybody: none, or a parity packet for so many in rows and columns (10x5, 10x0, 10x5+rows).",
            ChannelKinds.Parity, channel => channel.Parity, (channel, value) => channel with { Parity = value }),
    ];

    private static Key[] Times =>
    [
        Of("delay", "From sending to showing, the same for everybody: all show the same picture at the same moment.",
            ValueKinds.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60)),
            channel => channel.Delay, (channel, value) => channel with { Delay = value }),
        Of("maxDelay", "What that grows to at most where receivers cannot keep up with it.",
            ValueKinds.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60)),
            channel => channel.MostDelay, (channel, value) => channel with { MostDelay = value }),
        Of("class", "What is reserved for it on the links: guaranteed, controlled-load or best-effort.", ValueKinds.ClassWord,
            channel => channel.Class, (channel, value) => channel with { Class = value }),
        Key.Entries("reach", "Subnets of receivers that come without asking, by an announcement or a description: the links to them are\n"
            + "reserved for as long as the channel is sent; whoever asks by RTSP has his links reserved as he comes.", TakesEffect.AtOnce,
            EntryKinds.Reached, MostReached, null, channel => channel.Reach, (channel, value) => channel with { Reach = value }),
        Of("priority", "Who gives way where room is short: 0 first, 9 last.", ValueKinds.Count(0, 9),
            channel => channel.Priority, (channel, value) => channel with { Priority = value }),
        Of("resend", "What one receiver may have sent again, of the rate of what it receives.", ValueKinds.Share(Ratio.Zero, Ratio.One),
            channel => channel.Resend, (channel, value) => channel with { Resend = value }),
        Of("resendInAll", "What all of them together may, of the rate of the channel.", ValueKinds.Share(Ratio.Zero, Ratio.One),
            channel => channel.ResendInAll, (channel, value) => channel with { ResendInAll = value }),
    ];

    /// <summary>Whether this is the section of one channel: <c>channels.cinema</c>.</summary>
    public static bool IsChannel(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) && path.IndexOf('.', Prefix.Length) < 0 && path.Length > Prefix.Length;

    /// <summary>The key of that path as one of all options; null where it is none of a channel's.</summary>
    public static ConfigurationKey<ServerOptions>? Find(string path, StringComparison comparison)
    {
        if (!path.StartsWith(Prefix, comparison))
            return null;
        int point = path.IndexOf('.', Prefix.Length);
        if (point < 0)
            return null;
        string name = path[Prefix.Length..point], word = path[(point + 1)..];
        if (comparison != StringComparison.Ordinal)
            name = name.ToLowerInvariant();
        return All.FirstOrDefault(key => key.Path.Equals(word, comparison)) is not { } found ? null : found.In<ServerOptions>(
            $"{Prefix}{name}.{found.Path}",
            options => options.Channels.FirstOrDefault(channel => channel.Name == name) ?? new(name),
            (options, channel) => options with { Channels = With(options.Channels, channel) });
    }

    /// <summary>All keys of the channel that a path is of; null where it is of none.</summary>
    public static IEnumerable<string>? Near(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) && path.IndexOf('.', Prefix.Length) is >= 0 and int point
            ? All.Select(key => path[..(point + 1)] + key.Path)
            : null;

    /// <summary>The channels with one of that name, which is there though nothing is said of it yet.</summary>
    public static IReadOnlyList<ChannelSection> Declare(IReadOnlyList<ChannelSection> channels, Setting setting)
    {
        string name = setting.Path[Prefix.Length..];
        return channels.Any(channel => channel.Name == name) ? channels : [.. channels, new(name) { Origin = setting.Place }];
    }

    /// <summary>The channels with this one in the place of that of its name, or behind all others.</summary>
    public static IReadOnlyList<ChannelSection> With(IReadOnlyList<ChannelSection> channels, ChannelSection changed) =>
        channels.Any(channel => channel.Name == changed.Name)
            ? [.. channels.Select(channel => channel.Name == changed.Name ? changed : channel)]
            : [.. channels, changed];

    /// <summary>Whether two declarations say the same, wherever they stand.</summary>
    public static bool AreSame(ChannelSection? one, ChannelSection? other) => one is null || other is null
        ? one == other
        : one.Name == other.Name && All.All(key => key.ValuesIn(one).SequenceEqual(key.ValuesIn(other)));

    /// <summary>What is set otherwise than where nothing is said, as it would be written.</summary>
    public static IEnumerable<(string Key, IReadOnlyList<string> Values)> Told(ChannelSection channel)
    {
        ChannelSection silent = new(channel.Name);
        return All.Select(key => (key.Path, key.ValuesIn(channel))).Where(told =>
            !told.Item2.SequenceEqual(All.First(key => key.Path == told.Path).ValuesIn(silent)));
    }

    private static Key Names(
        string path,
        string meaning,
        Func<ChannelSection, IReadOnlyList<string>> get,
        Func<ChannelSection, IReadOnlyList<string>, ChannelSection> set) =>
        Key.Entries(path, meaning, TakesEffect.AtOnce, EntryKinds.Name, MostChoices, null, get, set);

    private static Key Of<T>(
        string path, string meaning, ValueKind<T> kind, Func<ChannelSection, T> get, Func<ChannelSection, T, ChannelSection> set) =>
        Key.Of(path, meaning, TakesEffect.AtOnce, kind, get, set);
}
