namespace Streaming.Player.Playout;

/// <summary>Lays the streams of a session side by side by the sender's time of day: sender reports (RFC 3550 §6.4.1) and times inside
/// packets (RFC 6051 §3.3).</summary>
/// <remarks>
/// One stream stands still and the others are laid against it: one the server placed by RTP-Info, else sound, in which a step is
/// heard. What
/// RTP-Info said is believed against a single report, and against any that is off by seconds: such clocks have nothing to do with each
/// other.
/// </remarks>
internal sealed class StreamAlignment
{
    /// <summary>Less is the rounding of somebody's clock.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan Same = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan MostAgainstInfo = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan MostAgainstArrival = TimeSpan.FromSeconds(10);

    private readonly Dictionary<StreamTimeline, TimeSpan> _suspected = [];

    /// <summary>A time of day has become known for one of them.</summary>
    /// <param name="streams">Sound first.</param>
    public void Align(IReadOnlyList<StreamTimeline> streams, PlayRate speed, Instant now)
    {
        StreamTimeline? fixedPoint = streams.FirstOrDefault(stream => stream is { IsTold: true, IsPlaced: true, Wall: not null })
            ?? streams.FirstOrDefault(stream => stream is { IsPlaced: true, Wall: not null });
        if (fixedPoint is null)
            return;
        (long time, NtpTime wall) = fixedPoint.Wall!.Value;
        MediaTime position = fixedPoint.PositionOf(time);
        foreach (StreamTimeline stream in streams)
        {
            if (stream == fixedPoint || stream.Wall is not { } other)
                continue;
            MediaTime expected = position + ((other.Wall - wall) * speed);
            if (stream.IsPlaced)
                Correct(stream, expected - stream.PositionOf(other.Time), now);
            else
                stream.Place(other.Time, expected);
        }
    }

    public void Forget() => _suspected.Clear();

    private void Correct(StreamTimeline stream, TimeSpan error, Instant now)
    {
        if (error.Duration() <= Least || error.Duration() > (stream.IsTold ? MostAgainstInfo : MostAgainstArrival))
            return;
        bool isConfirmed = _suspected.TryGetValue(stream, out TimeSpan before) && (before - error).Duration() <= Same;
        _suspected[stream] = error;
        if (!isConfirmed && stream.IsTold)
            return;
        stream.Correct(error, now);
        _suspected.Remove(stream);
    }
}
