using Streaming.Formats.Media;
using Streaming.Formats.Multiplexing;

namespace Streaming.Server.Channels.TransportStreams;

/// <summary>One title on its way into the transport stream.</summary>
internal sealed class TransportTurn
{
    private readonly TrackFeed?[] _feeds;

    /// <param name="ahead">How long before it is decoded a unit may leave.</param>
    public TransportTurn(CuedTitle cue, TransportProgram program, TimeSpan ahead)
    {
        Cue = cue;
        Begin = cue.Start();
        TrackIndex?[] tracks = [.. program.Lanes.Select(lane => cue.Title.Tracks[lane])];
        _feeds = [.. tracks.Select(track => track is null ? null : new TrackFeed(track, cue.Title.Film(track), Begin))];
        Decode = _feeds.Select(feed => feed?.Decode).OfType<MediaTime>().DefaultIfEmpty(Begin).Min();
        Rate = MultiplexRate.Of(tracks.OfType<TrackIndex>(), ahead);
        Over = cue.Title.Tracks.OfType<TrackIndex>().Select(EndOf).DefaultIfEmpty().Max();
    }

    public CuedTitle Cue { get; }

    public ChannelTitle Title => Cue.Title;

    /// <summary>Where in the title it begins.</summary>
    public MediaTime Begin { get; }

    /// <summary>When the first of it is decoded, on the title's axis: that much before it is shown.</summary>
    public MediaTime Decode { get; }

    /// <summary>Where the longest of the title's tracks is over, sent here or not.</summary>
    public MediaTime Over { get; }

    /// <summary>What it needs at least.</summary>
    public BitRate Rate { get; }

    /// <summary>When the title's zero is sent; settled when it is put behind the one before.</summary>
    public Instant Zero { get; set; }

    public Instant End => Zero + (Over - MediaTime.Zero);

    /// <summary>How much later than it was wanted.</summary>
    public TimeSpan Late { get; set; }

    /// <summary>Whether it was said that it has begun.</summary>
    public bool IsBegun { get; set; }

    /// <summary>Gives a stream the next unit.</summary>
    /// <param name="zero">The title's zero on the multiplexer's clock, as decoded, in 90 kHz.</param>
    public FeedResult TryFeed(Multiplexer multiplexer, int stream, long zero) =>
        _feeds[stream] is { } feed ? feed.TryFeed(multiplexer, stream, zero) : FeedResult.Over;

    private static MediaTime EndOf(TrackIndex track)
    {
        if (track.Samples.IsEmpty)
            return MediaTime.Zero;
        ref readonly MediaSample last = ref track.Samples[^1];
        return track.Track.Clock.ToTime(last.PresentationUnits + last.Duration);
    }
}
