using Streaming.Formats.Media;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sending;

/// <summary>What one stream sends from some point on: the same RTP stream, whose numbers and time stamps go on.</summary>
/// <remarks>
/// The point is the first at which nothing is lost and nothing doubled:
/// <list type="bullet">
/// <item>the same track, whole, thinned or by another plan: its next sample;</item>
/// <item>another rendition: a key picture of it, presented at T, where of the outgoing one all pictures up to some place in its decode
/// order are presented before T and all behind it at or after T. Where there is no such T within 12 s: its next key picture; pictures of
/// the outgoing rendition that are decoded behind the cut but presented before it are then left out;</item>
/// <item>suspended: behind the sample that is being sent;</item>
/// <item>back from suspension: the first key sample that is not yet overdue.</item>
/// </list>
/// </remarks>
public sealed record StreamChange
{
    /// <param name="index">What is sent: the track that the stream sends now, or another rendition of it.</param>
    /// <param name="film">Its bytes.</param>
    /// <param name="plan">One of the track's plans; null: each sample within its own duration.</param>
    /// <exception cref="InvalidOperationException">Not the coding and the clock that the stream's description promises.</exception>
    public StreamChange(
        SendStream stream, TrackIndex index, IByteSource film, SendingPlan? plan, StreamMode mode = StreamMode.Whole)
    {
        Track now = stream.Index.Track;
        Invariant.That(index.Track.Codec == now.Codec && index.Track.Clock == now.Clock && index.Track.Kind == now.Kind);
        Stream = stream;
        Mode = mode;
        Source = StreamSource.Of(index, film, stream.MaxPacket, plan);
    }

    public SendStream Stream { get; }

    public StreamMode Mode { get; }

    /// <summary>The parity sent along, from its place on; null: the same as before. Of streams that are protected; see
    /// <see cref="SendSession.Protect"/>. A block of parity that is begun is finished first.</summary>
    public ParityLayout? Protection { get; init; }

    public TrackIndex Index => Source.Index;

    public IByteSource Film => Source.Film;

    internal StreamSource Source { get; }
}
