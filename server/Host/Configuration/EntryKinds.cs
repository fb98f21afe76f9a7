using Streaming.Qos.Admission;
using Streaming.Qos.Booking;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Contracts;

namespace Streaming.Server.Host.Configuration;

/// <summary>The kinds of entries that lists of the configuration hold.</summary>
internal static class EntryKinds
{
    /// <summary>Ten times what a site with a link for each floor of each house has.</summary>
    public const int MostLinks = 1_000;

    public const int MostSubnets = 10_000;

    public const int MostProfiles = 100;

    /// <summary>A link is not filled to the brim: reports, control and what was not declared need room as well.</summary>
    private static readonly Ratio DefaultReservable = Ratio.Percent(80);

    /// <summary>What queues hold where nobody says: so long at the rate of their link. Switches have less, home routers more.</summary>
    private static readonly TimeSpan DefaultBuffer = TimeSpan.FromMilliseconds(200);

    /// <summary>Ten packets of the largest size on an Ethernet: a smoothed film needs three.</summary>
    private static readonly ByteCount DefaultDepth = new(15_000);

    private static readonly TimeSpan DefaultLongest = TimeSpan.FromHours(24);

    private static readonly ValueKind<BitRate> LinkRate = ValueKinds.Rate(BitRate.Kbps(1), BitRate.Mbps(1_000_000));
    private static readonly ValueKind<ByteCount> Buffer = ValueKinds.Size(new(1_500), new(10_000_000_000));
    private static readonly ValueKind<TimeSpan> LinkDelay = ValueKinds.Duration(TimeSpan.Zero, TimeSpan.FromSeconds(10));
    private static readonly ValueKind<TimeSpan> Longest = ValueKinds.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(365));
    private static readonly ValueKind<TimeSpan> Bound = ValueKinds.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60));
    private static readonly ValueKind<Ratio> Share = ValueKinds.Share(Ratio.Percent(1), Ratio.One);
    private static readonly ValueKind<int> Priority = ValueKinds.Count(0, 9);

    /// <summary><c>floor2 100Mb/s reservable=80% buffer=2M delay=1ms via=uplink</c></summary>
    public static EntryKind<LinkSettings> Link { get; } = new(ReadLink, WriteLink);

    /// <summary><c>10.2.0.0/16 floor2</c></summary>
    public static EntryKind<RouteSettings> Subnet { get; } = new(ReadSubnet, route => $"{route.Subnet} {route.Link}");

    /// <summary><c>QOS_M controlled-load 4Mb/s depth=15k priority=5 longest=1d</c></summary>
    public static EntryKind<BookingProfile> Profile { get; } = new(ReadProfile, WriteProfile);

    public static EntryKind<string> Title { get; } = Plain("the title", ChannelKinds.Title);

    /// <summary>Of a rendition or a language.</summary>
    public static EntryKind<string> Name { get; } = Plain("the name", ValueKinds.Name);

    /// <summary><c>10.2.0.0/16</c></summary>
    public static EntryKind<string> Reached { get; } = Plain("the subnet", ValueKinds.Network);

    /// <summary><c>20:00 film</c>, <c>2026-12-24T18:00 film</c>, <c>2026-12-24T18:00Z film</c></summary>
    public static EntryKind<ScheduledTitle> Scheduled { get; } =
        new(ReadScheduled, one => $"{ChannelKinds.Start.Format(one.Start)} {one.Title}");

    /// <summary>With everything else by default.</summary>
    public static BookingProfile NewProfile(string name, ServiceClass serviceClass, BitRate rate) =>
        Profiled(name, serviceClass, rate, DefaultDepth, ReservationWish.DefaultPriority, DefaultLongest, null);

    /// <summary>An entry of one word.</summary>
    private static EntryKind<string> Plain(string what, ValueKind<string> kind) => new(
        (string text, out string problem) =>
        {
            EntryWords words = new(text);
            string? word = words.Take(what, kind);
            words.End();
            problem = words.Problem;
            return problem.Length > 0 ? null : word;
        },
        kind.Format);

    private static ScheduledTitle? ReadScheduled(string text, out string problem)
    {
        EntryWords words = new(text);
        StartTime? start = words.Take("the time", ChannelKinds.Start);
        string? title = words.Take("the title", ChannelKinds.Title);
        words.End();
        problem = words.Problem;
        return problem.Length > 0 ? null : new(title!, start!);
    }

    private static LinkSettings? ReadLink(string text, out string problem)
    {
        EntryWords words = new(text);
        string name = words.Take("the name of the link", ValueKinds.Name) ?? "";
        BitRate rate = words.Take("the rate of the link", LinkRate);
        Ratio reservable = words.Term("reservable", Share, DefaultReservable);
        ByteCount buffer = words.Term("buffer", Buffer, rate * DefaultBuffer);
        TimeSpan delay = words.Term("delay", LinkDelay, TimeSpan.Zero);
        string via = words.Term("via", ValueKinds.Name, "");
        words.End("reservable", "buffer", "delay", "via");
        problem = words.Problem;
        return problem.Length > 0 ? null : new(name, rate, reservable, buffer, delay, via.Length > 0 ? via : null);
    }

    private static string WriteLink(LinkSettings link)
    {
        string rest = link.Via is null ? "" : $" via={link.Via}";
        return $"{link.Name} {RateText.Format(link.Rate)} reservable={RatioText.Format(link.Reservable)}"
            + $" buffer={SizeText.Format(link.Buffer)} delay={DurationText.Format(link.Delay)}{rest}";
    }

    private static RouteSettings? ReadSubnet(string text, out string problem)
    {
        EntryWords words = new(text);
        string network = words.Take("the network", ValueKinds.Network) ?? "";
        string link = words.Take("the name of the link", ValueKinds.Name) ?? "";
        words.End();
        problem = words.Problem;
        return problem.Length > 0 ? null : new(network, link);
    }

    private static BookingProfile? ReadProfile(string text, out string problem)
    {
        EntryWords words = new(text);
        string name = words.Take("the name of the profile", ValueKinds.Name) ?? "";
        ServiceClass serviceClass = words.Take("the class", ValueKinds.ClassWord);
        BitRate rate = words.Take("the rate", LinkRate);
        ByteCount depth = words.Term("depth", Buffer, DefaultDepth);
        int priority = words.Term("priority", Priority, ReservationWish.DefaultPriority);
        TimeSpan longest = words.Term("longest", Longest, DefaultLongest);
        TimeSpan delay = words.Term("delay", Bound, TimeSpan.Zero);
        words.End("depth", "priority", "longest", "delay");
        problem = words.Problem;
        return problem.Length > 0
            ? null
            : Profiled(name, serviceClass, rate, depth, priority, longest, delay == TimeSpan.Zero ? null : delay);
    }

    private static string WriteProfile(BookingProfile one)
    {
        string rest = one.Delay is { } delay ? $" delay={DurationText.Format(delay)}" : "";
        return $"{one.Name} {ValueKinds.ClassWord.Format(one.Class)} {RateText.Format(one.Traffic.Rate)}"
            + $" depth={SizeText.Format(one.Traffic.Depth)} priority={one.Priority} longest={DurationText.Format(one.MaxDuration)}{rest}";
    }

    /// <summary>Whoever draws from it may send packets as large as an Ethernet takes, a burst of them as fast as it carries.</summary>
    private static BookingProfile Profiled(
        string name, ServiceClass serviceClass, BitRate rate, ByteCount depth, int priority, TimeSpan longest, TimeSpan? delay)
    {
        BitRate ethernet = BitRate.Mbps(1_000);
        TrafficSpec traffic = new(rate, depth, rate > ethernet ? rate : ethernet, new(60), new(1_500));
        return new(name, serviceClass, traffic, MachineDemand.Of(traffic, streams: 2), priority, longest, delay);
    }
}
