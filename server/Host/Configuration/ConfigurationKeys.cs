using Key = Streaming.Server.Host.Configuration.ConfigurationKey<Streaming.Server.Host.Configuration.ServerOptions>;

namespace Streaming.Server.Host.Configuration;

/// <summary>
/// Every key there is, in the order of the file. The commented file, the names in the environment and the messages come from here.
/// </summary>
internal static class ConfigurationKeys
{
    private const TakesEffect AtOnce = TakesEffect.AtOnce;
    private const TakesEffect AtRestart = TakesEffect.AtRestart;

    /// <summary>What stands above each section of the file.</summary>
    public static IReadOnlyDictionary<string, string> Sections { get; } = new Dictionary<string, string>
    {
        ["rtsp"] = "Control connections (RTSP, RFC 2326).",
        ["rtp"] = "Media over UDP: all unicast sessions share one pair of ports.",
        ["http"] = "The API, the metrics, and plain delivery of films.",
        ["delivery"] = "How packets leave.",
        ["import"] = "What is made of the films found in the library.",
        ["qos"] = "What the network can carry: sessions are promised no more, and are kept to what they were promised.",
        [ChannelKeys.Section] = "Titles played to multicast groups, for everybody at the same time: each channel has a name of its own.",
        ["limits"] = "How many of everything. Who is in when a limit falls stays in.",
        ["log"] = "What is logged, on standard output.",
    };

    public static IReadOnlyList<Key> All { get; } =
    [
        Key.Of("host", "Where to listen: * = every address of this machine, IPv4 and IPv6; or one IP address.", AtRestart,
            ValueKinds.Host, options => options.Host, (options, value) => options with { Host = value }),
        Key.Folders("library",
            "Folders of films, each film at once rtsp://HOST:8554/NAME. Relative ones count from this file's folder.\n"
            + "None = the sample film, made on first start.", AtOnce,
            options => options.Library, (options, value) => options with { Library = value }),
        Key.Folder("data", "The folder for all that is derived from films; it may be deleted and is rebuilt.", AtRestart,
            options => options.Data.Length == 0 ? "data" : options.Data, (options, value) => options with { Data = value }),
        .. Rtsp,
        .. Media,
        .. Rest,
        .. Qos,
        .. Limits,
        .. Log,
    ];

    private static Key[] Rtsp =>
    [
        Key.Of("rtsp.port", "0 = any free one.", AtRestart, ValueKinds.Port,
            options => options.Rtsp.Port, (options, value) => options with { Rtsp = options.Rtsp with { Port = value } }),
        Key.Of(
            "rtsp.sessionTimeout", "A session is ended when neither RTSP nor RTCP has been heard from its client for so long.",
            AtRestart, ValueKinds.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)), options => options.Rtsp.SessionTimeout,
            (options, value) => options with { Rtsp = options.Rtsp with { SessionTimeout = value } }),
        Key.Of("rtsp.headerTimeout", "How long a client may take from the first byte of a request to the end of its headers.",
            AtRestart, ValueKinds.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)),
            options => options.Rtsp.HeaderTimeout, (options, value) => options with { Rtsp = options.Rtsp with { HeaderTimeout = value } }),
        Key.Of("rtsp.requestLine", "The longest first line of a request.", AtRestart,
            ValueKinds.Size(new(100), new(1_000_000)),
            options => options.Rtsp.RequestLine, (options, value) => options with { Rtsp = options.Rtsp with { RequestLine = value } }),
        Key.Of("rtsp.headers", "All headers of one request together.", AtRestart, ValueKinds.Size(new(1_000), new(1_000_000)),
            options => options.Rtsp.Headers, (options, value) => options with { Rtsp = options.Rtsp with { Headers = value } }),
        Key.Of("rtsp.headerCount", "How many headers one request may have.", AtRestart, ValueKinds.Count(10, 1_000),
            options => options.Rtsp.HeaderCount, (options, value) => options with { Rtsp = options.Rtsp with { HeaderCount = value } }),
        Key.Of("rtsp.body", "The longest body of a request.", AtRestart, ValueKinds.Size(new(0), new(10_000_000)),
            options => options.Rtsp.Body, (options, value) => options with { Rtsp = options.Rtsp with { Body = value } }),
    ];

    private static Key[] Media =>
    [
        Key.Of("rtp.port", "The even port of the pair: RTP here, RTCP on the next one.", AtRestart, ValueKinds.EvenPort,
            options => options.Rtp.Port, (options, value) => options with { Rtp = options.Rtp with { Port = value } }),
        Key.Of("rtp.maxPacket",
            "The largest RTP packet in bytes, its header included; IP and UDP add 28 (IPv4) or 48 (IPv6) to it.", AtRestart,
            ValueKinds.Count(200, 9_000),
            options => options.Rtp.MaxPacket, (options, value) => options with { Rtp = options.Rtp with { MaxPacket = value } }),
        Key.Of("http.port", "0 = any free one.", AtRestart, ValueKinds.Port,
            options => options.Http.Port, (options, value) => options with { Http = options.Http with { Port = value } }),
        Key.Of("delivery.loops", "Threads that send: 0 = one per processor.", AtRestart, ValueKinds.Count(0, 256),
            options => options.Delivery.Loops, (options, value) => options with { Delivery = options.Delivery with { Loops = value } }),
        Key.Of("delivery.interleavedQueue", "What may wait for one slow reader over TCP before whole pictures are left out.",
            AtRestart, ValueKinds.Size(new(64_000), new(100_000_000)),
            options => options.Delivery.InterleavedQueue,
            (options, value) => options with { Delivery = options.Delivery with { InterleavedQueue = value } }),
    ];

    private static Key[] Rest =>
    [
        Key.Of(
            "import.ladder", "Further renditions of each film: none, auto, or a list such as 720p:2500k,480p:1000k.", AtRestart,
            ValueKinds.Ladder, options => options.Import.Ladder, (options, value) => options with { Import = new() { Ladder = value } }),
    ];

    private static Key[] Qos =>
    [
        Key.Entries("qos.links",
            "Links between this server and its clients, one entry each: name, rate, then what differs from the defaults, as in\n"
            + "'uplink 1Gb/s reservable=80% buffer=25M delay=0ms' and 'floor2 100Mb/s via=uplink'.\n"
            + "None = the network carries everything.", AtOnce, EntryKinds.Link, EntryKinds.MostLinks, null,
            options => options.Qos.Links, (options, value) => options with { Qos = options.Qos with { Links = value } }),
        Key.Entries("qos.subnets",
            "Which clients are behind which link: '10.2.0.0/16 floor2'. The longest prefix counts; '0.0.0.0/0 uplink' is everybody.",
            AtOnce, EntryKinds.Subnet, EntryKinds.MostSubnets, null,
            options => options.Qos.Subnets, (options, value) => options with { Qos = options.Qos with { Subnets = value } }),
        Key.Of("qos.lease", "How long a reservation outlives the last sign of life of its session.", AtOnce,
            ValueKinds.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)),
            options => options.Qos.Lease, (options, value) => options with { Qos = options.Qos with { Lease = value } }),
        Key.Of("qos.maxRepairOverhead", "The most that parity and resends may add to the media they repair.", AtRestart,
            ValueKinds.Share(Ratio.Zero, Ratio.One), options => options.Qos.MaxRepairOverhead,
            (options, value) => options with { Qos = options.Qos with { MaxRepairOverhead = value } }),
        Key.Entries("qos.profiles",
            "What can be booked ahead by one word: name, class (guaranteed, controlled-load, best-effort), rate, then what differs.",
            AtOnce, EntryKinds.Profile, EntryKinds.MostProfiles, QosChecks.Profiles,
            options => options.Qos.Profiles, (options, value) => options with { Qos = options.Qos with { Profiles = value } }),
    ];

    private static Key[] Limits =>
    [
        Key.Of("limits.sessions", "Sessions at a time; further ones are refused.", AtOnce, ValueKinds.Count(1, 1_000_000),
            options => options.Limits.Sessions, (options, value) => options with { Limits = options.Limits with { Sessions = value } }),
        Key.Of("limits.connections", "RTSP connections at a time; keep it below the number of open files the system allows.",
            AtRestart, ValueKinds.Count(1, 1_000_000),
            options => options.Limits.Connections,
            (options, value) => options with { Limits = options.Limits with { Connections = value } }),
        Key.Of("limits.connectionsPerAddress", "RTSP connections at a time from one address.", AtRestart,
            ValueKinds.Count(1, 1_000_000), options => options.Limits.ConnectionsPerAddress,
            (options, value) => options with { Limits = options.Limits with { ConnectionsPerAddress = value } }),
        Key.Of("limits.sessionsPerAddress", "Sessions at a time of one address; this machine has no limit.", AtOnce,
            ValueKinds.Count(1, 1_000_000), options => options.Limits.SessionsPerAddress,
            (options, value) => options with { Limits = options.Limits with { SessionsPerAddress = value } }),
        Key.Of("limits.requestsPerSecond", "RTSP requests of one address, twice as many at once; this machine has no limit.",
            AtOnce, ValueKinds.Count(1, 1_000_000), options => options.Limits.RequestsPerSecond,
            (options, value) => options with { Limits = options.Limits with { RequestsPerSecond = value } }),
        Key.Of("limits.bodyBytesPerSecond", "Bodies of RTSP requests of one address; this machine has no limit.", AtOnce,
            ValueKinds.Size(new(1_000), new(1_000_000_000)), options => options.Limits.BodyBytesPerSecond,
            (options, value) => options with { Limits = options.Limits with { BodyBytesPerSecond = value } }),
        Key.Of("limits.channels", "Multicast channels, those made by the API included.", AtOnce, ValueKinds.Count(1, 256),
            options => options.Limits.Channels, (options, value) => options with { Limits = options.Limits with { Channels = value } }),
        Key.Of("limits.packetsPerSecond", "RTP packets that all sessions together may be promised.", AtOnce,
            ValueKinds.Count(100, 100_000_000), options => options.Limits.PacketsPerSecond,
            (options, value) => options with { Limits = options.Limits with { PacketsPerSecond = value } }),
        Key.Of("limits.memory", "Memory that all sessions together may take.", AtOnce,
            ValueKinds.Size(new(1_000_000), new(1_000_000_000_000)),
            options => options.Limits.Memory, (options, value) => options with { Limits = options.Limits with { Memory = value } }),
        Key.Of("limits.diskRate", "What all sessions together may read from the disk; 0 = no limit.", AtOnce,
            ValueKinds.Rate(BitRate.Mbps(1), BitRate.Mbps(1_000_000), "; 0 = no limit"),
            options => options.Limits.DiskRate, (options, value) => options with { Limits = options.Limits with { DiskRate = value } }),
    ];

    private static Key[] Log =>
    [
        Key.Of("log.format", "text for people, json for machines.", AtRestart, ValueKinds.FormatWord,
            options => options.Log.Format, (options, value) => options with { Log = options.Log with { Format = value } }),
        Key.Of("log.level", "The least important that is written: trace, debug, info, warning, error or none.", AtOnce,
            ValueKinds.LevelWord, options => options.Log.Level,
            (options, value) => options with { Log = options.Log with { Level = value } }),
    ];

    /// <summary>The key of that path, those of channels included.</summary>
    public static Key? Find(string path, StringComparison comparison = StringComparison.Ordinal) =>
        All.FirstOrDefault(key => key.Path.Equals(path, comparison)) ?? ChannelKeys.Find(path, comparison);

    /// <summary>The names that one may have been mistyped for.</summary>
    public static IEnumerable<string> Near(string path) => ChannelKeys.Near(path) ?? All.Select(known => known.Path);

    /// <summary>Whether keys stand below it.</summary>
    public static bool IsSection(string path) => Sections.ContainsKey(path) || ChannelKeys.IsChannel(path);
}
