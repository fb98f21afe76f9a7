namespace Streaming.Qos.FlowSpecs;

/// <summary>What is wrong with a term of a flow specification; the set is closed.</summary>
public enum FlowSpecMistake
{
    /// <summary>There is no such term.</summary>
    Unknown,

    /// <summary>Said twice.</summary>
    Repeated,

    /// <summary>Needed beside the others, and not there.</summary>
    Missing,

    /// <summary>Not written as its kind of value is.</summary>
    Malformed,

    Zero,

    Negative,

    /// <summary>Beyond the range of the term.</summary>
    TooLarge,

    /// <summary>b &lt; M: the bucket can never let the largest packet go.</summary>
    DepthBelowPacket,

    /// <summary>p &lt; r: what comes at the rate could not leave at the peak.</summary>
    PeakBelowRate,

    /// <summary>R &lt; r: what comes at the rate would pile up without end.</summary>
    ReservedBelowRate,

    /// <summary>m &gt; M: every packet would count for more than the largest.</summary>
    UnitAbovePacket,
}
