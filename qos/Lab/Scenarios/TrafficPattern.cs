namespace Streaming.Lab.Scenarios;

public enum TrafficPattern
{
    /// <summary>Packet after packet, evenly.</summary>
    Constant,

    /// <summary>At exponential distances.</summary>
    Poisson,

    /// <summary>A second at twice the rate, a second nothing.</summary>
    Bursts,
}
