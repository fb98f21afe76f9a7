using Streaming.Ffmpeg.Probing;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Decides what becomes of each stream of a file: taken as it is, transcoded, or left out with a sentence why.</summary>
/// <remarks>What RTP has a payload format for is never re-encoded, whatever its size or rate.</remarks>
internal sealed class StreamPlanner(int firstId)
{
    private readonly List<TrackPlan> _tracks = [];
    private readonly List<string> _notes = [];
    private int _nextId = firstId;

    public static SourcePlan Plan(MediaFacts facts, Ladder ladder, int firstId)
    {
        StreamPlanner planner = new(firstId);
        planner.AddVideo(facts, ladder);
        foreach (StreamFacts stream in facts.Streams.Where(stream => stream.Kind == StreamKind.Audio))
            planner.Add(stream, AudioPlanner.Plan(stream));
        foreach (StreamFacts stream in facts.Streams.Where(stream => stream.Kind == StreamKind.Subtitle))
            planner.Add(stream, TextPlanner.Plan(stream));
        return new SourcePlan(facts, planner.WithDefaults(), planner._notes);
    }

    private void AddVideo(MediaFacts facts, Ladder ladder)
    {
        StreamFacts[] pictures = [.. facts.Streams.Where(stream => stream.Kind == StreamKind.Video && !stream.IsCover)];
        StreamFacts? chosen = pictures.FirstOrDefault(stream => stream.IsDefault) ?? pictures.FirstOrDefault();
        foreach (StreamFacts other in pictures.Where(other => other != chosen))
            _notes.Add($"stream {other.Index} ({other.Codec}): only one picture per film is kept");
        if (chosen is null)
            return;
        Add(chosen, VideoPlanner.Plan(chosen));
        IReadOnlyList<Rung> rungs = ladder.For(chosen);
        for (int i = 0; i < rungs.Count; i++)
            Add(chosen, VideoPlanner.PlanRung(chosen, rungs[i], i + 1));
        if (rungs.Count == 0 && ladder.IsAsked)
            _notes.Add($"no rung of the ladder lies below {chosen.Height} lines: only the source is served");
    }

    private void Add(StreamFacts stream, TrackPlan? plan)
    {
        if (plan is null)
        {
            string why = stream.Kind == StreamKind.Subtitle ? "bitmap subtitles are left out" : "no decoder for it: left out";
            _notes.Add($"stream {stream.Index} ({(stream.Codec.Length > 0 ? stream.Codec : "unknown coding")}): {why}");
            return;
        }

        int id = _nextId++;
        Track track = plan.Track with
        {
            Id = id,
            Language = LanguageTag.From(stream.Language),
            Label = stream.Label,
            IsDefault = stream.IsDefault && plan.Rung == 0,
            SampleFile = $"track-{id}.samples",
        };
        _tracks.Add(plan with { Track = track });
    }

    /// <summary>One default of each kind: the one the source marks, else its first.</summary>
    private List<TrackPlan> WithDefaults()
    {
        foreach (IGrouping<TrackKind, TrackPlan> kind in _tracks.GroupBy(plan => plan.Track.Kind).ToArray())
        {
            TrackPlan chosen = kind.FirstOrDefault(plan => plan.Track.IsDefault) ?? kind.First();
            foreach (TrackPlan plan in kind)
                _tracks[_tracks.IndexOf(plan)] = plan with { Track = plan.Track with { IsDefault = plan == chosen } };
        }

        return _tracks;
    }
}
