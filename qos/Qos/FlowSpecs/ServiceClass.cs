namespace Streaming.Qos.FlowSpecs;

/// <summary>What kind of promise is made. The numbers are those of RFC 2210 §3; best effort has none there.</summary>
public enum ServiceClass
{
    /// <summary>Nothing is reserved; sent while there is room.</summary>
    BestEffort = 0,

    /// <summary>As if the network were unloaded: the rate and the burst are kept free, delay is not bounded. RFC 2211.</summary>
    ControlledLoad = 5,

    /// <summary>A bound on the queueing delay of every packet. RFC 2212.</summary>
    Guaranteed = 2,
}
