using System.Net;
using Streaming.Formats.Media;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Channels;

/// <summary>A channel as it is declared.</summary>
/// <param name="Name">A slug: the address is <c>rtsp://HOST/channels/NAME</c>.</param>
public sealed record ChannelSettings(string Name, Programme Programme, ChannelGroup Group)
{
    /// <summary>For people; the name where it is empty.</summary>
    public string Label { get; init; } = "";

    public ChannelFormat Format { get; init; } = ChannelFormat.Lanes;

    /// <summary>Where the transport stream goes, its columns of parity two ports further and its rows four (SMPTE 2022-1); null: behind
    /// the last lane.</summary>
    public IPEndPoint? TransportStream { get; init; }

    /// <summary>One lane for each, the best first; empty: all that the first title has.</summary>
    public IReadOnlyList<string> Renditions { get; init; } = [];

    /// <summary>One lane of sound for each language; empty: all that the first title has.</summary>
    public IReadOnlyList<string> Sounds { get; init; } = [];

    /// <summary>One lane of text for each language; empty: all that the first title has.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Of each lane of pictures and sound, in a group of its own; none: no parity is sent.</summary>
    public ParityLayout Parity { get; init; } = ParityLayout.OfColumns(10, 5);

    /// <summary>Between a sample's place on the channel's clock and its presentation by all receivers.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>As far as that is raised where receivers need more.</summary>
    public TimeSpan MostDelay { get; init; } = TimeSpan.FromSeconds(5);

    public ServiceClass Service { get; init; } = ServiceClass.ControlledLoad;

    /// <summary>0 … 9; the smallest gives way first.</summary>
    public int Priority { get; init; } = 5;

    /// <summary>Where receivers are that come without asking, by a description or an announcement: the links to them are reserved from the
    /// start.</summary>
    public IReadOnlyList<Subnet> Reach { get; init; } = [];

    /// <summary>Packets sent again to one member, as a share of the rate of its lanes.</summary>
    public Ratio ResendPerMember { get; init; } = Ratio.Percent(25);

    /// <summary>The same to all members together, as a share of the rate of all lanes.</summary>
    public Ratio ResendInAll { get; init; } = Ratio.Percent(100);

    /// <summary>The largest RTP packet of a lane, header included, in bytes: with IPv6, UDP and parity's header within 1 500.</summary>
    public int MaxPacket { get; init; } = 1_400;

    /// <summary>What is wrong with it, as far as that can be told without its titles; the programme's own mistakes are asked of
    /// it.</summary>
    public IReadOnlyList<ChannelMistake> Check()
    {
        List<ChannelMistake> mistakes = [];
        if (!Slug.IsSlug(Name))
            mistakes.Add(new(ChannelFault.Name, "name", $"'{Name}' cannot stand in an address: write {Slug.From(Name)}"));
        if (Delay <= TimeSpan.Zero || Delay > MostDelay)
            mistakes.Add(new(ChannelFault.Delay, "delay", $"the delay must be more than 0 and no more than {MostDelay.TotalSeconds} s"));
        mistakes.AddRange(GroupPlan.Check(Group));
        return mistakes;
    }
}
