namespace Streaming.Ffmpeg.Importing;

/// <summary>Chooses what plays when the client does not: of each kind the track its source marks, else the first.</summary>
internal static class TrackDefaults
{
    public static List<SourcePlan> Choose(IReadOnlyList<SourcePlan> plans)
    {
        HashSet<int> chosen =
        [
            .. plans.SelectMany(plan => plan.Tracks).GroupBy(plan => plan.Track.Kind)
                .Select(kind => (kind.FirstOrDefault(plan => plan.Track.IsDefault) ?? kind.First()).Track.Id),
        ];
        TrackPlan Mark(TrackPlan plan) => plan with { Track = plan.Track with { IsDefault = chosen.Contains(plan.Track.Id) } };
        return [.. plans.Select(plan => plan with { Tracks = [.. plan.Tracks.Select(Mark)] })];
    }
}
