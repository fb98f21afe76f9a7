using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Renegotiation;

/// <summary>In which order a session gives up quality when room is short.</summary>
/// <remarks>
/// Extra languages one by one, the last one first; then the picture's quality, rendition by rendition; then its frame rate, by leaving out
/// the pictures that no other needs; then the picture altogether; then slides. Sound and subtitles in the language that is played are what
/// is left: whoever has no room for them is not served. Every level asks for less than the one above it: a step that would not is left out.
/// </remarks>
public static class QualityLadder
{
    /// <summary>The levels, the best first; at least one.</summary>
    /// <param name="streams">At least one; sent all together at the best.</param>
    /// <param name="control">What RTCP is allowed besides, at every level.</param>
    public static IReadOnlyList<LadderLevel> Build(IReadOnlyList<LadderStream> streams, TrafficSpec? control = null)
    {
        Invariant.That(streams.Count > 0 && streams.All(stream => stream.Renditions.Count > 0));
        Draft draft = new(streams, control);
        draft.Keep();
        foreach (int stream in Backwards(streams, each => each.IsExtraLanguage))
            draft.Send(stream, null, isThinned: false);
        foreach (int stream in Backwards(streams, each => each.Kind == StreamKind.Video))
        {
            foreach (LadderRendition rendition in draft.Sorted(stream).Skip(1))
                draft.Send(stream, rendition, isThinned: false);
        }

        foreach (int stream in Backwards(streams, each => each.Kind == StreamKind.Video))
        {
            if (draft.Sorted(stream)[^1] is { Thinned: not null } least)
                draft.Send(stream, least, isThinned: true);
        }

        foreach (int stream in Backwards(streams, each => each.Kind == StreamKind.Video))
            draft.Send(stream, null, isThinned: false);
        foreach (int stream in Backwards(streams, each => each.Kind == StreamKind.Slides))
            draft.Send(stream, null, isThinned: false);
        return draft.Levels;
    }

    private static IEnumerable<int> Backwards(IReadOnlyList<LadderStream> streams, Func<LadderStream, bool> which) =>
        Enumerable.Range(0, streams.Count).Reverse().Where(i => which(streams[i]));

    /// <summary>What is sent now, and the levels that were kept on the way down.</summary>
    private sealed class Draft(IReadOnlyList<LadderStream> streams, TrafficSpec? control)
    {
        private readonly (LadderRendition? Rendition, bool IsThinned)[] _sent =
            [.. streams.Select(stream => ((LadderRendition?)Sort(stream)[0], false))];

        public List<LadderLevel> Levels { get; } = [];

        public LadderRendition[] Sorted(int stream) => Sort(streams[stream]);

        public void Send(int stream, LadderRendition? rendition, bool isThinned)
        {
            _sent[stream] = (rendition, isThinned);
            Keep();
        }

        /// <summary>What is sent becomes a level, if it is anything, and less than the last one.</summary>
        public void Keep()
        {
            IEnumerable<TrafficSpec> parts = _sent.Where(each => each.Rendition is not null)
                .Select(each => each.IsThinned ? each.Rendition!.Thinned! : each.Rendition!.Whole);
            if (!parts.Any())
                return;
            TrafficSpec sum = (control is null ? parts : parts.Append(control)).Aggregate((left, right) => left + right);
            if (Levels.Count > 0 && sum.Rate >= Levels[^1].Traffic.Rate)
                return;
            LadderChoice[] choices = [.. _sent.Select((each, i) => new LadderChoice(streams[i].Id, each.Rendition?.Id, each.IsThinned))];
            string name = Name();
            int same = Levels.Count(level => level.Name == name || level.Name.StartsWith($"{name} #", StringComparison.Ordinal));
            Levels.Add(new(Levels.Count, same == 0 ? name : $"{name} #{same + 1}", choices, sum));
        }

        private static LadderRendition[] Sort(LadderStream stream) =>
            [.. stream.Renditions.OrderByDescending(rendition => rendition.Whole.Rate)];

        private string Name()
        {
            // Extra languages go first: their names tell levels apart only as long as the picture is at its best.
            IEnumerable<string> pictures = Of(StreamKind.Video)
                .Where(i => _sent[i].Rendition is not null)
                .Select(i => _sent[i].IsThinned ? $"{_sent[i].Rendition!.Name} thinned" : _sent[i].Rendition!.Name);
            string name = string.Join(" and ", pictures);
            if (name.Length == 0)
                name = IsSent(StreamKind.Slides) ? "slides" : IsSent(StreamKind.Sound) ? "sound only" : "text only";
            IEnumerable<string> missing = Enumerable.Range(0, streams.Count)
                .Where(i => streams[i].IsExtraLanguage && _sent[i].Rendition is null)
                .Select(i => streams[i].Kind == StreamKind.Text ? $"text {streams[i].Name}" : streams[i].Name);
            bool isOnlyThat = Enumerable.Range(0, streams.Count)
                .All(i => streams[i].IsExtraLanguage || (_sent[i].Rendition == Sorted(i)[0] && !_sent[i].IsThinned));
            return isOnlyThat && missing.Any() ? $"{name} without {string.Join(", ", missing)}" : name;
        }

        private bool IsSent(StreamKind kind) => Of(kind).Any(i => _sent[i].Rendition is not null);

        private IEnumerable<int> Of(StreamKind kind) => Enumerable.Range(0, streams.Count).Where(i => streams[i].Kind == kind);
    }
}
