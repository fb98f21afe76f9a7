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

    /// <summary>The picture that is kept of a film; null where it has none.</summary>
    public static StreamFacts? Picture(MediaFacts facts)
    {
        IEnumerable<StreamFacts> pictures = facts.Streams.Where(stream => stream.Kind == StreamKind.Video && !stream.IsCover);
        return pictures.FirstOrDefault(stream => stream.IsDefault) ?? pictures.FirstOrDefault();
    }

    /// <summary>Everything there is in a film.</summary>
    /// <param name="keyFrames">Where those of the ladder are forced, as ffmpeg takes it.</param>
    public static SourcePlan Film(MediaFacts facts, Ladder ladder, int firstId, string keyFrames)
    {
        StreamPlanner planner = new(firstId);
        planner.AddVideo(facts, ladder, keyFrames);
        planner.AddSound(facts);
        planner.AddText(facts);
        return new SourcePlan(facts, planner._tracks, planner._notes);
    }

    /// <summary>Of a file that a title names for its sound, the sound alone.</summary>
    public static SourcePlan Sound(MediaFacts facts, RecipeTrack recipe, int firstId)
    {
        StreamPlanner planner = new(firstId);
        planner.AddSound(facts);
        return new SourcePlan(facts, Named(planner._tracks, recipe), planner._notes);
    }

    /// <summary>Of a file that a title names for its words, the words alone.</summary>
    public static SourcePlan Text(MediaFacts facts, RecipeTrack recipe, int firstId)
    {
        StreamPlanner planner = new(firstId);
        planner.AddText(facts);
        return new SourcePlan(facts, Named(planner._tracks, recipe), planner._notes);
    }

    /// <summary>What the title says of a file's tracks goes before what the file says.</summary>
    private static List<TrackPlan> Named(IEnumerable<TrackPlan> tracks, RecipeTrack recipe) =>
    [
        .. tracks.Select(plan => plan with
        {
            Track = plan.Track with
            {
                Language = recipe.Language.Length > 0 ? LanguageTag.From(recipe.Language) : plan.Track.Language,
                Label = recipe.Label.Length > 0 ? recipe.Label : plan.Track.Label,
                IsDefault = false,
            },
        }),
    ];

    private void AddSound(MediaFacts facts)
    {
        foreach (StreamFacts stream in facts.Streams.Where(stream => stream.Kind == StreamKind.Audio))
            Add(stream, AudioPlanner.Plan(stream));
    }

    private void AddText(MediaFacts facts)
    {
        foreach (StreamFacts stream in facts.Streams.Where(stream => stream.Kind == StreamKind.Subtitle))
            Add(stream, TextPlanner.Plan(stream));
    }

    private void AddVideo(MediaFacts facts, Ladder ladder, string keyFrames)
    {
        StreamFacts? chosen = Picture(facts);
        foreach (StreamFacts other in facts.Streams.Where(other => other.Kind == StreamKind.Video && !other.IsCover && other != chosen))
            _notes.Add($"stream {other.Index} ({other.Codec}): only one picture per film is kept");
        if (chosen is null)
            return;
        Add(chosen, VideoPlanner.Plan(chosen));
        IReadOnlyList<Rung> rungs = ladder.For(chosen);
        for (int i = 0; i < rungs.Count; i++)
            Add(chosen, VideoPlanner.PlanRung(chosen, rungs[i], i + 1, keyFrames));
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
}
