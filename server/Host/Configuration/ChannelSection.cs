using System.Net;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;

namespace Streaming.Server.Host.Configuration;

/// <summary>A multicast channel as somebody declared it, in the file or by the API: what it plays, and where to.</summary>
/// <remarks>What each key means and its range stands in <c>ChannelKeys</c>.</remarks>
/// <param name="Name">Its address is <c>rtsp://HOST:8554/channels/NAME</c>: small letters, digits, - and _.</param>
public sealed record ChannelSection(string Name)
{
    /// <summary>Where it was declared, for messages: <c>streaming.yml:12</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>For people; empty: the name.</summary>
    public string Label { get; init; } = "";

    /// <summary>Ids of titles, one behind the other; none where it plays by a schedule.</summary>
    public IReadOnlyList<string> Play { get; init; } = [];

    /// <summary>Whether the list begins anew at its end.</summary>
    public bool Loop { get; init; } = true;

    /// <summary>Titles with the times at which they begin; none where it plays a list.</summary>
    public IReadOnlyList<ScheduledTitle> Schedule { get; init; } = [];

    /// <summary>Whose clocks the schedule goes by, by its name in the IANA data base.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Whether there may be times of the schedule in which nothing plays.</summary>
    public bool AllowsGaps { get; init; }

    /// <summary>The lowest group address; each lane and its parity have one of their own above it. Null: not said, which is a
    /// mistake.</summary>
    public IPAddress? Group { get; init; }

    /// <summary>The lowest port, an even one.</summary>
    public int Port { get; init; } = 20_000;

    public int TimeToLive { get; init; } = 16;

    /// <summary>By its name or one of its addresses; empty: the system's choice.</summary>
    public string Interface { get; init; } = "";

    /// <summary>The address it is sent from, where receivers join for that source alone (RFC 4607); null: from any.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>Whether it is announced to the network by SAP. RFC 2974.</summary>
    public bool Announce { get; init; } = true;

    public ChannelFormat Format { get; init; } = ChannelFormat.Lanes;

    /// <summary>Where the transport stream goes; null: behind the last lane.</summary>
    public IPEndPoint? TransportStream { get; init; }

    /// <summary>None = all that the first title has, as of sounds and texts.</summary>
    public IReadOnlyList<string> Renditions { get; init; } = [];

    /// <summary>Languages; the first is what plain clients hear.</summary>
    public IReadOnlyList<string> Sounds { get; init; } = [];

    public IReadOnlyList<string> Texts { get; init; } = [];

    public ParityLayout Parity { get; init; } = ParityLayout.OfColumns(10, 5);

    /// <summary>From a sample's place on the channel's clock to its presentation, the same for all receivers.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What that is raised to at most.</summary>
    public TimeSpan MostDelay { get; init; } = TimeSpan.FromSeconds(5);

    public ServiceClass Class { get; init; } = ServiceClass.ControlledLoad;

    public int Priority { get; init; } = 5;

    /// <summary>Subnets whose links are reserved though nobody there asks.</summary>
    public IReadOnlyList<string> Reach { get; init; } = [];

    /// <summary>To one receiver, as a share of the rate of what it receives.</summary>
    public Ratio Resend { get; init; } = Ratio.Percent(25);

    /// <summary>To all of them, as a share of the channel's rate.</summary>
    public Ratio ResendInAll { get; init; } = Ratio.Percent(100);
}
