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
        || (choice.SetupTrack != wanted && IsExtra(Stream(choice))));

    private List<OperatingPoint> Build(TimeSpan buffer)
    {
        // What is suspended is still reported about: nothing of it, from time to time.
        TrafficSpec control = Enumerable.Repeat(StreamTraffic.Reports, _streams.Count).Aggregate((sum, one) => sum + one);
        StreamProtection[] protection = [.. _asked.Protection.Where(IsSetUp)];
        List<OperatingPoint> points = [];
        foreach (LadderLevel level in QualityLadder.Build([.. _streams.Select(stream => Describe(stream, buffer))], control))
        {
            StreamChoice[] choices = [.. level.Choices.Select(Choose)];
            TrafficSpec? resend = Resent(choices, buffer);
            TrafficSpec all = resend is null ? level.Traffic : level.Traffic + resend;

            // Without a peak that the client cannot do without, packets may leave in trains.
            TrafficSpec traffic = _asked.Traffic is { } most
                ? Adapted(all, most, isPlanned: buffer > _least)
                : all with { Peak = TrafficSpec.MostRate };
            points.Add(new(points.Count, Sayable(level.Name), choices, traffic, buffer)
            {
                Memory = Held(choices, buffer),
                HasPicture = HasPicture(choices),
                Protection = protection,
                Resend = resend,
            });
        }

        return points;
    }

    /// <summary>A layout for a track that is not there, or whose parity is not set up, is passed over.</summary>
    private bool IsSetUp(StreamProtection protection) =>
        _streams.Any(stream => stream.SetupTrack == protection.Track && !stream.Parity.IsNone);

    /// <summary>The bucket of what is sent again of the streams that are sent; null where nothing is.</summary>
    private TrafficSpec? Resent(StreamChoice[] choices, TimeSpan buffer)
    {
        if (_asked.Resend is not { } share)
            return null;
        TrafficSpec[] media =
        [
            .. choices.Where(choice => choice.Mode != StreamMode.Suspended && Stream(choice).CanResend)
                .Select(choice => Media(Find(choice), choice.Mode, buffer, Stream(choice).MaxPacket)),
        ];
        return media.Length > 0 ? ResendTraffic.Of(media.Aggregate((sum, one) => sum + one), share) : null;
    }

    private TrafficSpec Media(TrackIndex index, StreamMode mode, TimeSpan buffer, int maxPacket)
    {
        TrafficSpec whole = StreamTraffic.Of(index, buffer, maxPacket);
        TrafficSpec media = mode == StreamMode.Thinned ? StreamTraffic.Thinned(index, buffer, maxPacket) ?? whole : whole;
        return StreamTraffic.AtSpeed(media, _speed);
    }

    private bool HasPicture(StreamChoice[] choices) => choices.All(choice => choice.Mode != StreamMode.Suspended
        || Stream(choice).Kind != TrackKind.Video);

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
        [.. stream.Tracks.Select(index => Describe(index, buffer, stream))]);

    private LadderRendition Describe(TrackIndex index, TimeSpan buffer, StreamOffer stream) => new(
        index.Track.Id,
        index.Track.Rendition,
        StreamTraffic.AtSpeed(StreamTraffic.Of(index, buffer, stream.MaxPacket, stream.Parity), _speed),
        index.Track.Kind == TrackKind.Video && StreamTraffic.Thinned(index, buffer, stream.MaxPacket, stream.Parity) is { } thinned
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

    private StreamOffer Stream(StreamChoice choice) => _streams.First(stream => stream.SetupTrack == choice.SetupTrack);

    private TrackIndex Find(StreamChoice choice) => Stream(choice).Tracks.First(index => index.Track.Id == choice.Track);

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
