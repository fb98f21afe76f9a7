using Streaming.Player.Contracts;
using Streaming.Player.Playout;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;

namespace Streaming.Player.Channels;

/// <summary>What a receiver of a channel decides and measures by itself: which lanes of the picture it takes, and that it keeps in step
/// with all other receivers.</summary>
/// <remarks>
/// Contract: the session tells of everything that touches a lane, performs what <see cref="TryTake"/> gives, and calls
/// <see cref="Advance"/> when <see cref="Next"/> has come. Of a title nothing is called but <see cref="Described"/>.
/// </remarks>
public interface IChannelReception
{
    /// <summary>A receiver reference time (RFC 3611 §4.4, 12 B) and an IDMS report block (RFC 7272 §6, 36 B).</summary>
    const int MostBlocks = 48;

    /// <summary>Whom the streams tell: for whoever plays, the lanes of a picture are one stream. Null: nobody plays.</summary>
    IStreamListener? Listener { get; }

    /// <summary>When to call <see cref="Advance"/>.</summary>
    Instant Next { get; }

    /// <summary>What is offered is known. Called once, before anything is set up.</summary>
    void Described(Presentation presentation, Instant now);

    /// <summary>A stream is set up, a lane of the picture or another, and, where it comes by multicast, joined at once.</summary>
    void Opened(ActiveStream stream, Instant now);

    /// <summary>A stream is left: nothing more of it comes.</summary>
    void Closed(ActiveStream stream, Instant now);

    /// <summary>PLAY is answered: <see cref="PlayAnswer.Start"/> is what everybody presents at some time between asking and the answer.
    /// Called before anything of that play is told of.</summary>
    void Began(PlayAnswer answer, Instant now);

    /// <summary>A lane that was to be joined is not to be had.</summary>
    /// <param name="why">A sentence for people.</param>
    /// <param name="shortage">What there was no room for, where the server said so.</param>
    void Refused(OfferedTrack track, string why, Shortage? shortage, Instant now);

    /// <summary>All streams were given up and begin again over another transport. The clock and the place in the channel stay.</summary>
    void FellBack(Instant now);

    /// <summary>A well-formed compound of the server's for this stream has come, by its group or to us alone.</summary>
    void Reported(ActiveStream stream, ReadOnlySpan<byte> compound, Instant now);

    /// <summary>The XR blocks that go into the next regular report of this stream, beside those of its reception.</summary>
    /// <param name="blocks">At least <see cref="MostBlocks"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    int WriteBlocks(ActiveStream stream, Instant now, Span<byte> blocks);

    /// <param name="streams">Those that are set up.</param>
    void Advance(IReadOnlyList<ActiveStream> streams, Instant now);

    /// <summary>What is to be done next. Asked again when the verb before is done: opened, closed or refused.</summary>
    bool TryTake(out LayerVerb? verb);

    /// <summary>How it went so far; null: nobody watches.</summary>
    InStepReport? Report(Instant now) => null;
}
