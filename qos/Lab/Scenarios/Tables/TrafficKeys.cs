using Streaming.Lab.Scenarios.Reading;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>The keys of cross traffic.</summary>
internal static class TrafficKeys
{
    private static readonly ByteCount SmallestPacket = new(64), LargestPacket = new(1_500);

    public static Form<CrossTraffic> Form { get; } = new SectionForm<TrafficDraft>(
        "traffic",
        [
            Of("behind", "The link that it goes to somebody behind of.", Words.Line("the name of a link"),
                (traffic, value) => traffic with { Behind = value }).Required(),
            Of("rate", "Of what is sent, headers of IP and UDP included.", Words.Rate(Limits.LeastRate, BitRate.Mbps(100_000)),
                (traffic, value) => traffic with { Rate = value }).Required(),
            Of("packet", "The size of each, headers included. Default: 1200.", Words.Size(SmallestPacket, LargestPacket),
                (traffic, value) => traffic with { Packet = value }),
            Of("pattern", "constant, poisson or bursts (a second at twice the rate, a second nothing). Default: constant.",
                Words.OneOf(("constant", TrafficPattern.Constant), ("poisson", TrafficPattern.Poisson), ("bursts", TrafficPattern.Bursts)),
                (traffic, value) => traffic with { Pattern = value }),
            Of("at", "When it begins. Default: 0s.", Words.Duration(TimeSpan.Zero, Limits.LongestRun),
                (traffic, value) => traffic with { From = value }),
            Key<TrafficDraft>.Of("for", "How long it lasts. Default: to the end.",
                Words.Duration(TimeSpan.FromMilliseconds(1), Limits.LongestRun), (draft, value) => draft with { For = value }),
            Key<TrafficDraft>.Of("contract", "What was agreed on with it: {rate, depth}.", Contract,
                (draft, value) => draft with { Contract = value }),
            Of("policed", "Whether what exceeds its contract is dropped at the door of the network. Default: no.", Words.YesNo,
                (traffic, value) => traffic with { IsPoliced = value }),
        ],
        name => new(new CrossTraffic { Name = name, Behind = "", Rate = BitRate.Zero })).As((draft, _) => draft.Finish());

    private static Form<(BitRate Rate, ByteCount Depth)> Contract => new SectionForm<(BitRate Rate, ByteCount Depth)>(
        "a contract",
        [
            Key<(BitRate Rate, ByteCount Depth)>.Of("rate", "r, of the token bucket.", Words.Rate(Limits.LeastRate, TrafficSpec.MostRate),
                (contract, value) => (value, contract.Depth)).Required(),
            Key<(BitRate Rate, ByteCount Depth)>.Of("depth", "b, of the token bucket.", Words.Size(SmallestPacket, TrafficSpec.MostDepth),
                (contract, value) => (contract.Rate, value)).Required(),
        ],
        _ => default);

    private static Key<TrafficDraft> Of<T>(string name, string meaning, Form<T> form, Func<CrossTraffic, T, CrossTraffic> set) =>
        Key<TrafficDraft>.Of(name, meaning, form, (draft, value) => draft with { Traffic = set(draft.Traffic, value) });
}
