namespace Streaming.Qos.Admission;

/// <summary>What can be short.</summary>
public enum ResourceKind
{
    /// <summary>The reservable rate of a link, in bits per second.</summary>
    Rate,

    /// <summary>The buffer of a link, in bytes.</summary>
    Buffer,

    /// <summary>The delay that the path needs whatever is reserved.</summary>
    Delay,

    /// <summary>Packets per second of the machine.</summary>
    Packets,

    /// <summary>Memory of the machine, in bytes.</summary>
    Memory,

    /// <summary>What the machine reads from storage, in bits per second.</summary>
    Disk,
}
