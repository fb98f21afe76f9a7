using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Scenarios;

/// <summary>A sender at the server's side whose packets go to somebody behind a link.</summary>
public sealed record CrossTraffic
{
    public required string Name { get; init; }

    public required string Behind { get; init; }

    public required BitRate Rate { get; init; }

    public ByteCount Packet { get; init; } = new(1_200);

    public TrafficPattern Pattern { get; init; }

    public TimeSpan From { get; init; }

    /// <summary>Null: to the end.</summary>
    public TimeSpan? Until { get; init; }

    /// <summary>What was agreed on with it; null: nothing.</summary>
    public TrafficSpec? Contract { get; init; }

    /// <summary>Whether what exceeds the contract is dropped at the door of the network. RFC 2697, 2698.</summary>
    public bool IsPoliced { get; init; }
}
