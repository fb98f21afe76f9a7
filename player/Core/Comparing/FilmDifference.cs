namespace Streaming.Player.Comparing;

/// <summary>How a received stream may differ from its film.</summary>
public enum DifferenceKind
{
    /// <summary>The film has the sample, but it did not come.</summary>
    Missing,

    /// <summary>It came with a part lost.</summary>
    Damaged,

    /// <summary>It came with other bytes.</summary>
    Different,

    /// <summary>It came, but the film has no sample of that time.</summary>
    Unknown,

    /// <summary>The film cannot be read there.</summary>
    Unreadable,
}

/// <summary>One difference.</summary>
/// <param name="Sample">Index in the film's track, in decode order; of an unknown sample, how many had come before it.</param>
/// <param name="At">Its presentation time.</param>
public readonly record struct FilmDifference(DifferenceKind Kind, int Sample, MediaTime At)
{
    public override string ToString() => Kind switch
    {
        DifferenceKind.Missing => $"sample {Sample} at {At} is missing",
        DifferenceKind.Damaged => $"sample {Sample} at {At} is damaged: a part of it was lost",
        DifferenceKind.Different => $"sample {Sample} at {At} has other bytes than the film",
        DifferenceKind.Unknown => $"the film has no sample at {At}, where received sample {Sample} says it belongs",
        _ => $"sample {Sample} at {At} cannot be read from the film",
    };
}
