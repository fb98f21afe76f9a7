using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels.Members;

namespace Streaming.Server.Contracts;

/// <summary>The token buckets of a newcomer's burst: multiples of what the lanes ask for that he has joined.</summary>
public static class BurstTraffic
{
    /// <summary>At four times its rate a group of pictures of two seconds is there in half a second.</summary>
    public static readonly Ratio Fastest = Ratio.Percent(400);

    /// <summary>With nothing reserved: less than a stream that was not asked for would take.</summary>
    public static readonly Ratio Slowest = Ratio.Percent(50);

    /// <summary>What is asked for, the fastest first; each with something reserved.</summary>
    public static IReadOnlyList<Ratio> Speeds => [Fastest, Ratio.Percent(200), Ratio.One];

    /// <summary>How long it takes at most: all that is remembered for newcomers, and a second to spare.</summary>
    public static TimeSpan Longest(Ratio speed) =>
        (ChannelMembers.Reach * (Ratio.One.Billionths / (double)speed.Billionths)) + TimeSpan.FromSeconds(1);

    /// <summary>At that many times the rate, in trains of no more than what the lanes' own bucket lets through at once.</summary>
    public static TrafficSpec Of(TrafficSpec lanes, Ratio speed)
    {
        BitRate rate = lanes.Rate * speed;
        return lanes with { Rate = rate, Peak = lanes.Peak > rate ? lanes.Peak : rate };
    }
}
