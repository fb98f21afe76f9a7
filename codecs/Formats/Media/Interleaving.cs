namespace Streaming.Formats.Media;

/// <summary>That a track's samples are groups of access units, which are sent out of their order. RFC 3640 §3.2.3.2.</summary>
/// <param name="Pattern">How they are spread over packets.</param>
/// <param name="UnitDuration">Of every unit, in clock units: within a group they follow one another by exactly that.</param>
/// <param name="LargestGroup">Bytes of the largest group: what a receiver holds at most to put its units in order.</param>
public sealed record Interleaving(InterleavingPattern Pattern, int UnitDuration, int LargestGroup)
{
    /// <summary>How much later than the earliest unit still to come a unit lies at most, in clock units: the last of the first packet
    /// comes before the first of the second. RFC 3640 §3.2.3.3.</summary>
    public int MaxDisplacement => (((Pattern.Units - 1) * Pattern.Packets) - 1) * UnitDuration;

    /// <summary>When the last unit of a group is presented, in clock units.</summary>
    public long LastUnit(in MediaSample group) => group.PresentationUnits + group.Duration - UnitDuration;

    /// <summary>How long a whole group lasts, in clock units: what a receiver must have time for between the first packet and
    /// playing.</summary>
    public int GroupDuration => Pattern.Group * UnitDuration;
}
