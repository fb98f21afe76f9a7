namespace Streaming.Player.Comparing;

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
        DifferenceKind.Duplicate => $"sample {Sample} at {At} came twice, of two renditions",
        _ => $"sample {Sample} at {At} cannot be read from the film",
    };
}
