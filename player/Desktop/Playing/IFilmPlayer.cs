using Streaming.Ffmpeg.Decoding;

namespace Streaming.Player.Desktop.Playing;

/// <summary>The player as the window sees it. All calls from the window's thread.</summary>
internal interface IFilmPlayer : IDisposable
{
    /// <summary>How everything stands at <paramref name="now"/>.</summary>
    PlayerView View(Instant now);

    /// <summary>Does it soon; what came of it shows in the view.</summary>
    void Do(PlayerCommand command);

    /// <summary>The picture to be shown from <paramref name="now"/> on, where that is another than before. It stays the player's, and good
    /// until another is given; null where there is none any more.</summary>
    bool TryShow(Instant now, out VideoFrame? picture);

    /// <summary>The slide that belongs to <paramref name="now"/>, where that is another than before; null for none any more.</summary>
    bool TryShowSlide(Instant now, out VideoFrame? slide);

    /// <summary>When <see cref="TryShow"/> is worth asking again.</summary>
    Instant NextPicture { get; }

    /// <summary>The picture last given by <see cref="TryShow"/> is on the screen since <paramref name="at"/>: what display costs.</summary>
    void Presented(Instant at)
    {
    }
}
