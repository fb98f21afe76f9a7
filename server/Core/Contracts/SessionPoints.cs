using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>The ladder of one session: the ways of playing it, the best first, each asking less than the one before.</summary>
/// <remarks>
/// What is given up, in this order: extra languages, the last set up first; the quality of the picture; its frame rate, by leaving out
/// pictures that no other needs; the picture; the slides. The first sound and the first text stay: without them there is nothing to play.
/// </remarks>
internal sealed class SessionPoints
{
    private readonly IReadOnlyList<StreamOffer> _streams;
    private readonly FlowSpec _asked;
    private readonly List<OperatingPoint> _points = [];
    private readonly StreamChoice[] _choices;

    private SessionPoints(IReadOnlyList<StreamOffer> streams, FlowSpec asked)
    {
        _streams = streams;
        _asked = asked;
        _choices = [.. streams.Select(stream => new StreamChoice(stream.SetupTrack, stream.Tracks[0].Track.Id, StreamMode.Whole))];
    }

    /// <summary>All of the ladder, whether or not the client could take it.</summary>
    public static IReadOnlyList<OperatingPoint> Of(IReadOnlyList<StreamOffer> streams, FlowSpec asked)
    {
        SessionPoints ladder = new(streams, asked);
        ladder.Add();
        ladder.Descend();
        return ladder._points;
    }

    /// <summary>Whether a client that has just set its streams up is served by it: only extra languages may wait for better times, and not
    /// one that it asks for now.</summary>
    public static bool Serves(OperatingPoint point, IReadOnlyList<StreamOffer> streams, int? wanted) =>
        point.Streams.All(choice => choice.Mode != StreamMode.Suspended
            || (choice.SetupTrack != wanted && IsExtra(streams, choice.SetupTrack)));

    /// <summary>The second and every other sound or text.</summary>
    private static bool IsExtra(IReadOnlyList<StreamOffer> streams, int setupTrack)
    {
        StreamOffer stream = streams.First(one => one.SetupTrack == setupTrack);
        return stream.Kind is TrackKind.Audio or TrackKind.Text && streams.First(one => one.Kind == stream.Kind) != stream;
    }

    private void Descend()
    {
        foreach (int at in Reversed(stream => IsExtra(_streams, stream.SetupTrack)))
            Step(at, choice => choice with { Mode = StreamMode.Suspended });
        int[] pictures = [.. Reversed(stream => stream.Kind == TrackKind.Video)];
        foreach (int at in pictures)
        {
            foreach (TrackIndex lower in _streams[at].Tracks.Skip(1))
                Step(at, choice => choice with { Track = lower.Track.Id });
        }

        foreach (int at in pictures.Where(at => ThinnedTraffic.Exists(_streams[at].Tracks[^1])))
            Step(at, choice => choice with { Mode = StreamMode.Thinned });
        foreach (int at in pictures.Concat(Reversed(stream => stream.Kind == TrackKind.Slides)))
            Step(at, choice => choice with { Mode = StreamMode.Suspended });
    }

    private IEnumerable<int> Reversed(Func<StreamOffer, bool> isMeant) =>
        Enumerable.Range(0, _streams.Count).Reverse().Where(at => isMeant(_streams[at]));

    private void Step(int stream, Func<StreamChoice, StreamChoice> change)
    {
        _choices[stream] = change(_choices[stream]);
        if (_choices.Any(choice => choice.Mode != StreamMode.Suspended))
            Add();
    }

    private void Add()
    {
        TimeSpan buffer = Buffer();
        TrafficSpec traffic = Enumerable.Range(0, _choices.Length)
            .Select(at => StreamTraffic.Of(Index(at), _choices[at].Mode, buffer, _streams[at].MaxPacket))
            .Aggregate((sum, one) => sum + one);
        if (_asked.Traffic is { } most)
            traffic = Adapted(traffic, most, buffer);
        _points.Add(new(_points.Count, Name(), [.. _choices], traffic, buffer));
    }

    /// <summary>The longest plan that the client has the time and the memory for; zero where it has them for none.</summary>
    private TimeSpan Buffer()
    {
        TimeSpan most = _asked.Buffer ?? TimeSpan.FromSeconds(1);
        int[] sent = [.. Enumerable.Range(0, _choices.Length).Where(at => _choices[at].Mode != StreamMode.Suspended)];
        return sent.SelectMany(at => Index(at).Traffic?.Plans ?? [])
            .Select(plan => plan.Buffer)
            .Where(buffer => buffer <= most)
            .OrderDescending()
            .FirstOrDefault(buffer => _asked.Memory is not { } memory || Held(sent, buffer) <= memory);
    }

    private ByteCount Held(IEnumerable<int> sent, TimeSpan buffer) =>
        sent.Select(at => StreamTraffic.PlanFor(Index(at), buffer)?.Memory ?? ByteCount.Zero).Aggregate((sum, one) => sum + one);

    /// <summary>A plan is kept at any peak that is no lower than its rate; small packets are counted as the client counts them.</summary>
    private static TrafficSpec Adapted(TrafficSpec traffic, TrafficSpec most, TimeSpan buffer)
    {
        TrafficSpec counted = StreamTraffic.Counted(traffic, most.MinUnit);
        return buffer > TimeSpan.Zero && counted.Rate <= most.Peak && most.Peak < counted.Peak
            ? counted with { Peak = most.Peak }
            : counted;
    }

    private TrackIndex Index(int at) => _streams[at].Tracks.First(index => index.Track.Id == _choices[at].Track);

    /// <summary><c>720p</c>, <c>480p thinned</c>, <c>sound only</c>, <c>720p without vi</c>.</summary>
    private string Name()
    {
        int[] sent = [.. Enumerable.Range(0, _choices.Length).Where(at => _choices[at].Mode != StreamMode.Suspended)];
        int[] pictures = [.. sent.Where(at => _streams[at].Kind == TrackKind.Video)];
        string what = pictures.Length > 0
            ? string.Join('+', pictures.Select(at => Index(at).Track.Rendition))
            : sent.Select(at => _streams[at].Kind).Min() switch
            {
                TrackKind.Audio => "sound only",
                TrackKind.Text => "text only",
                _ => "slides",
            };
        string thinned = pictures.Any(at => _choices[at].Mode == StreamMode.Thinned) ? " thinned" : "";
        string[] without =
        [
            .. Enumerable.Range(0, _choices.Length).Except(sent)
                .Where(at => IsExtra(_streams, _choices[at].SetupTrack))
                .Select(at => Index(at).Track.Language),
        ];
        return what + thinned + (without.Length > 0 ? $" without {string.Join('+', without)}" : "");
    }
}
