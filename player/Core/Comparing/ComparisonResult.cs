namespace Streaming.Player.Comparing;

/// <summary>What comparing one stream with its film has shown.</summary>
/// <param name="Equal">Samples that came exactly as they lie in the film.</param>
/// <param name="Differences">All others, missing ones included.</param>
/// <param name="Thinned">Samples that did not come and that no other needs; a difference only where thinning is not allowed.</param>
/// <param name="First">The first difference; null where there is none.</param>
public sealed record ComparisonResult(long Equal, long Differences, long Thinned, FilmDifference? First)
{
    public bool IsSame => Differences == 0;
}
