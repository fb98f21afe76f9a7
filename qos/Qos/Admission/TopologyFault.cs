namespace Streaming.Qos.Admission;

/// <summary>What can be wrong with configured links and routes.</summary>
public enum TopologyFault
{
    /// <summary>A link without a name.</summary>
    NoName,

    /// <summary>Two links of one name, or two routes for one subnet.</summary>
    Duplicate,

    /// <summary>A link that is named but not configured.</summary>
    UnknownLink,

    /// <summary>Links that lead to each other instead of to the server.</summary>
    Cycle,

    /// <summary>A rate of zero or less, or beyond <see cref="Link.LargestRate"/>.</summary>
    Rate,

    /// <summary>A reservable share below 0 % or above 100 %.</summary>
    Share,

    /// <summary>A buffer of zero or less.</summary>
    Buffer,

    /// <summary>A delay below zero.</summary>
    Delay,

    /// <summary>Not address/length.</summary>
    Subnet,

    /// <summary>A subnet with bits set behind its prefix.</summary>
    HostBits,
}
