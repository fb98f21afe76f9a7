namespace Streaming.Player.Playout;

/// <summary>What one answer to PLAY began: everything received until the next answer belongs to it.</summary>
/// <remarks>
/// Samples have positions on an axis that begins at <see cref="Start"/> and runs forward at the pace of the RTP clock. At scale 1 that
/// is the
/// film's own; otherwise the film's position is <c>Start + Scale · (position − Start)</c>, because timestamps go on forward whichever way
/// and however fast the film runs. RFC 2326 §12.34, appendix B.
/// </remarks>
/// <param name="Number">From 1, rising: what was received for an earlier segment is out of date after a seek.</param>
/// <param name="Start">The position it begins at.</param>
/// <param name="End">The position it ends at; null where that is not known.</param>
/// <param name="Scale">As the server granted it: 1 plays, 4 runs through the key pictures, −1 backwards.</param>
/// <param name="Speed">How fast the server delivers, and so how fast it is to be played. RFC 2326 §12.35.</param>
/// <param name="GoesOn">It takes up where the one before was paused: what is held already stays good.</param>
public sealed record PlaySegment(int Number, MediaTime Start, MediaTime? End, double Scale, PlayRate Speed, bool GoesOn)
{
    /// <summary>The film's position for a position on the axis of samples.</summary>
    public MediaTime FilmAt(MediaTime position) => Scale == 1 ? position : Start + ((position - Start) * Scale);

    /// <summary>Where it ends on the axis of samples; null where that is not known.</summary>
    public MediaTime? AxisEnd => Scale == 1 || End is not { } end ? End : Start + ((end - Start) / Scale);
}
