using Streaming.Formats.Media;
using Streaming.Formats.Multiplexing;

namespace Streaming.Server.Channels.TransportStreams;

/// <summary>One title on its way into the transport stream.</summary>
internal sealed class TransportTurn
{
    private readonly TrackFeed?[] _feeds;

    /// <param name="at">When its zero was asked for; null: as soon as can be.</param>
    /// <param name="from">Where in it to begin, at the key picture before.</param>
    public TransportTurn(ChannelTitle title, TransportProgram program, Instant? at, MediaTime from, TimeSpan ahead)
    {
        Title = title;
        At = at;
        TrackIndex?[] tracks = [.. program.Lanes.Select(lane => title.Tracks[lane])];
        _feeds = new TrackFeed?[tracks.Length];
        Begin = from;
        for (int i = 0; i < tracks.Length; i++)
        {
            if (tracks[i] is not { } track)
                continue;
            _feeds[i] = new(track, title.Film(track), Begin);

            // The picture is the first, and settles where sound begins.
            if (track.Track.Kind == TrackKind.Video)
                Begin = _feeds[i]!.Begin;
        }

        Rate = MultiplexRate.Of(tracks.OfType<TrackIndex>(), ahead);
        Over = title.Tracks.OfType<TrackIndex>().Select(EndOf).DefaultIfEmpty().Max();
    }

    public ChannelTitle Title { get; }

    public Instant? At { get; }

    /// <summary>Where in the title it begins.</summary>
    public MediaTime Begin { get; }

    /// <summary>Where the longest of its tracks is over.</summary>
    public MediaTime Over { get; }

    /// <summary>What it needs at least.</summary>
    public BitRate Rate { get; }

    /// <summary>When its zero is sent, settled when it is its turn.</summary>
    public Instant Zero { get; set; }

    public Instant End => Zero + (Over - MediaTime.Zero);

    /// <summary>Tracks whose film could not be read to its end.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Gives a stream the next unit.</summary>
    /// <param name="zero">The title's zero on the multiplexer's clock, as decoded, in 90 kHz.</param>
    /// <returns>False where there is none any more.</returns>
    public bool TryFeed(Multiplexer multiplexer, int stream, long zero)
    {
        if (_feeds[stream] is not { } feed)
            return false;
        FeedResult result = feed.TryFeed(multiplexer, stream, zero);
        if (result == FeedResult.Unreadable)
            Unreadable++;
        return result == FeedResult.Fed;
    }

    private static MediaTime EndOf(TrackIndex track)
    {
        if (track.Samples.IsEmpty)
            return MediaTime.Zero;
        ref readonly MediaSample last = ref track.Samples[^1];
        return track.Track.Clock.ToTime(last.PresentationUnits + last.Duration);
    }
}
