using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Renegotiation;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;

namespace Streaming.Server.Contracts;

/// <summary>The ladder of one session: the ways of playing it that its client can take, the best first.</summary>
/// <remarks>
/// All of them follow plans for the same buffer: a change of level must not make the client wait longer than it did at the start. It is the
/// longest that leaves the best level within the client's memory; never shorter than a group of interleaved sound, whatever was asked.
/// </remarks>
internal sealed class SessionPoints
{
    private readonly IReadOnlyList<StreamOffer> _streams;
    private readonly FlowSpec _asked;
    private readonly PlaySpeed _speed;

    /// <summary>What interleaved sound has to be held before it is in order.</summary>
    private readonly TimeSpan _least;

    private SessionPoints(IReadOnlyList<StreamOffer> streams, FlowSpec asked, PlaySpeed speed)
    {
        (_streams, _asked, _speed) = (streams, asked, speed);
        _least = streams.SelectMany(stream => stream.Tracks).Select(index => InterleavedTracks.LeastBuffer(index.Track))
            .Append(TimeSpan.Zero).Max();
        TimeSpan most = asked.Buffer ?? TimeSpan.FromSeconds(1);
        TimeSpan[] buffers =
        [
            .. streams.SelectMany(stream => stream.Tracks).SelectMany(index => index.Traffic?.Plans ?? [])
                .Select(plan => plan.Buffer).Where(buffer => buffer <= most && buffer > _least).Distinct().OrderDescending(),
            _least,
        ];
        int best = int.MaxValue;
        All = [];
        foreach (TimeSpan buffer in buffers)
        {
            List<OperatingPoint> ladder = Build(buffer);
            int beyond = ladder.TakeWhile(point => !ClientLimits.Allow(point, asked)).Count();
            (best, All) = beyond < best ? (beyond, ladder) : (best, All);
            if (beyond == 0)
                break;
        }

        Points = [.. All.Where(point => ClientLimits.Allow(point, asked)).Select((point, level) => point with { Level = level })];
    }

    /// <summary>Also those that are beyond what the client can take.</summary>
    public IReadOnlyList<OperatingPoint> All { get; }

    public IReadOnlyList<OperatingPoint> Points { get; }

    /// <param name="speed">At which all of it is delivered.</param>
    public static SessionPoints Of(IReadOnlyList<StreamOffer> streams, FlowSpec asked, PlaySpeed speed = default) =>
        new(streams, asked, speed);

    /// <summary>Whether a client that has just set its streams up is served by it: only extra languages may wait for better times, and not
    /// one that it asks for now.</summary>
    public bool Serves(OperatingPoint point, int? wanted) => point.Streams.All(choice => choice.Mode != StreamMode.Suspended
        || (choice.SetupTrack != wanted && IsExtra(_streams.First(stream => stream.SetupTrack == choice.SetupTrack))));

    private List<OperatingPoint> Build(TimeSpan buffer)
    {
        // What is suspended is still reported about: nothing of it, from time to time.
        TrafficSpec control = Enumerable.Repeat(StreamTraffic.Reports, _streams.Count).Aggregate((sum, one) => sum + one);
        List<OperatingPoint> points = [];
        foreach (LadderLevel level in QualityLadder.Build([.. _streams.Select(stream => Describe(stream, buffer))], control))
        {
            // Without a peak that the client cannot do without, packets may leave in trains.
            TrafficSpec traffic = _asked.Traffic is { } most
                ? Adapted(level.Traffic, most, isPlanned: buffer > _least)
                : level.Traffic with { Peak = TrafficSpec.MostRate };
            StreamChoice[] choices = [.. level.Choices.Select(Choose)];
            points.Add(new(points.Count, Sayable(level.Name), choices, traffic, buffer)
            {
                Memory = Held(choices, buffer),
                HasPicture = HasPicture(choices),
            });
        }

        return points;
    }

    private bool HasPicture(StreamChoice[] choices) => choices.All(choice => choice.Mode != StreamMode.Suspended
        || _streams.First(stream => stream.SetupTrack == choice.SetupTrack).Kind != TrackKind.Video);

    private LadderStream Describe(StreamOffer stream, TimeSpan buffer) => new(
        stream.SetupTrack,
        stream.Tracks[0].Track.Language,
        stream.Kind switch
        {
            TrackKind.Video => StreamKind.Video,
            TrackKind.Audio => StreamKind.Sound,
            TrackKind.Text => StreamKind.Text,
            _ => StreamKind.Slides,
        },
        IsExtra(stream),
        [.. stream.Tracks.Select(index => Describe(index, buffer, stream.MaxPacket))]);

    private LadderRendition Describe(TrackIndex index, TimeSpan buffer, int maxPacket) => new(
        index.Track.Id,
        index.Track.Rendition,
        StreamTraffic.AtSpeed(StreamTraffic.Of(index, buffer, maxPacket), _speed),
        index.Track.Kind == TrackKind.Video && StreamTraffic.Thinned(index, buffer, maxPacket) is { } thinned
            ? StreamTraffic.AtSpeed(thinned, _speed)
            : null);

    private StreamChoice Choose(LadderChoice choice)
    {
        StreamMode mode = choice.Rendition is null ? StreamMode.Suspended : choice.IsThinned ? StreamMode.Thinned : StreamMode.Whole;
        StreamOffer stream = _streams.First(one => one.SetupTrack == choice.Stream);
        return new(choice.Stream, choice.Rendition ?? stream.Tracks[^1].Track.Id, mode);
    }

    /// <summary>The second and every other sound or text.</summary>
    private bool IsExtra(StreamOffer stream) =>
        stream.Kind is TrackKind.Audio or TrackKind.Text && _streams.First(one => one.Kind == stream.Kind) != stream;

    private ByteCount Held(IEnumerable<StreamChoice> choices, TimeSpan buffer) => choices
        .Where(choice => choice.Mode != StreamMode.Suspended)
        .Select(choice => StreamTraffic.PlanFor(Find(choice), buffer)?.Memory ?? ByteCount.Zero)
        .Aggregate(ByteCount.Zero, (sum, one) => sum + one);

    private TrackIndex Find(StreamChoice choice) => _streams.First(stream => stream.SetupTrack == choice.SetupTrack)
        .Tracks.First(index => index.Track.Id == choice.Track);

    /// <summary>A plan is kept at any peak that is no lower than its rate; small packets are counted as the client counts them.</summary>
    private static TrafficSpec Adapted(TrafficSpec traffic, TrafficSpec most, bool isPlanned)
    {
        TrafficSpec counted = StreamTraffic.Counted(traffic, most.MinUnit);
        return isPlanned && counted.Rate <= most.Peak && most.Peak < counted.Peak
            ? counted with { Peak = most.Peak }
            : counted;
    }

    /// <summary>Languages and renditions are called what their source calls them; a header can say less.</summary>
    private static string Sayable(string name)
    {
        IEnumerable<char> said = name.Replace(", ", "+", StringComparison.Ordinal).Take(64);
        string plain = new([.. said.Select(each => FlowSpecRules.IsName($"x{each}x") ? each : '_')]);
        return FlowSpecRules.IsName(plain) ? plain : "unnamed";
    }
}
