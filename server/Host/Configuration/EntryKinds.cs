using System.Net;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Host.Configuration;

/// <summary>The kinds of entries that lists of the configuration hold.</summary>
internal static class EntryKinds
{
    /// <summary>Ten times what a site with a link for each floor of each house has.</summary>
    public const int MostLinks = 1_000;

    public const int MostSubnets = 10_000;

    public const int MostProfiles = 100;

    private static readonly string[] LinkTerms = ["reservable", "buffer", "delay", "via"];
    private static readonly ValueKind<BitRate> LinkRate = ValueKinds.Rate(BitRate.Kbps(1), BitRate.Mbps(1_000_000));
    private static readonly ValueKind<ByteCount> Buffer = ValueKinds.Size(new(1_500), new(10_000_000_000));
    private static readonly ValueKind<TimeSpan> LinkDelay = ValueKinds.Duration(TimeSpan.Zero, TimeSpan.FromSeconds(10));
    private static readonly ValueKind<Ratio> Share = ValueKinds.Share(Ratio.Percent(1), Ratio.One);

    /// <summary><c>floor2 100Mb/s reservable=80% buffer=2M delay=1ms via=uplink</c></summary>
    public static EntryKind<LinkEntry> Link { get; } = new(ReadLink, WriteLink);

    /// <summary><c>10.2.0.0/16 floor2</c></summary>
    public static EntryKind<SubnetEntry> Subnet { get; } = new(ReadSubnet, subnet => $"{subnet.Network} {subnet.Link}");

    /// <summary><c>QOS_M controlled-load 4Mb/s depth=15k</c></summary>
    public static EntryKind<ProfileEntry> Profile { get; } = new(ReadProfile, WriteProfile);

    private static LinkEntry? ReadLink(string text, out string problem)
    {
        EntryWords words = new(text);
        string name = words.Take("the name of the link", ValueKinds.Name) ?? "";
        BitRate rate = words.Take("the rate of the link", LinkRate);
        Ratio reservable = words.Term("reservable", Share, LinkEntry.DefaultReservable);
        ByteCount buffer = words.Term("buffer", Buffer, LinkEntry.DefaultBuffer);
        TimeSpan delay = words.Term("delay", LinkDelay, TimeSpan.Zero);
        string via = words.Term("via", ValueKinds.Name, "");
        words.End(LinkTerms);
        problem = words.Problem;
        return problem.Length > 0 ? null : new(name, rate, reservable, buffer, delay, via);
    }

    private static string WriteLink(LinkEntry link) => string.Join(' ', (string[])
    [
        link.Name,
        RateText.Format(link.Rate),
        $"reservable={RatioText.Format(link.Reservable)}",
        $"buffer={SizeText.Format(link.Buffer)}",
        $"delay={DurationText.Format(link.Delay)}",
        .. link.Via.Length > 0 ? (string[])[$"via={link.Via}"] : [],
    ]);

    private static SubnetEntry? ReadSubnet(string text, out string problem)
    {
        EntryWords words = new(text);
        IPNetwork network = words.Take("the network", ValueKinds.Network);
        string link = words.Take("the name of the link", ValueKinds.Name) ?? "";
        words.End();
        problem = words.Problem;
        return problem.Length > 0 ? null : new(network, link);
    }

    private static ProfileEntry? ReadProfile(string text, out string problem)
    {
        EntryWords words = new(text);
        string name = words.Take("the name of the profile", ValueKinds.Name) ?? "";
        ServiceClass serviceClass = words.Take("the class", ValueKinds.ClassWord);
        BitRate rate = words.Take("the rate", LinkRate);
        ByteCount depth = words.Term("depth", Buffer, ProfileEntry.DefaultDepth);
        words.End("depth");
        problem = words.Problem;
        return problem.Length > 0 ? null : new(name, serviceClass, rate, depth);
    }

    private static string WriteProfile(ProfileEntry one) =>
        $"{one.Name} {ValueKinds.ClassWord.Format(one.Class)} {RateText.Format(one.Rate)} depth={SizeText.Format(one.Depth)}";
}
