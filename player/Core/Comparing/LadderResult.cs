namespace Streaming.Player.Comparing;

/// <summary>What comparing a stream with all renditions of its film has shown.</summary>
/// <param name="Runs">Which rendition came when; two that follow one another are different ones. Empty where nothing came.</param>
public sealed record LadderResult(
    long Equal, long Differences, long Thinned, FilmDifference? First, IReadOnlyList<RenditionRun> Runs)
{
    public bool IsSame => Differences == 0;

    /// <summary>Samples by rendition, in the order in which they first came.</summary>
    public IReadOnlyList<(string Rendition, long Equal)> ByRendition =>
        [.. Runs.GroupBy(run => run.Rendition).Select(runs => (runs.Key, runs.Sum(run => run.Equal)))];
}
