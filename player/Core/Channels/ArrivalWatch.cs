using Streaming.Player.Sessions;

namespace Streaming.Player.Channels;

/// <summary>When the packets of one stream come: the latest of them, and how much longer than the fastest they were under way.</summary>
/// <param name="since">When the stream was joined.</param>
internal sealed class ArrivalWatch(ActiveStream stream, Instant since)
{
    /// <summary>The fastest of the last fifteen to thirty seconds: clocks that drift by 200 millionths make 6 ms of it at most.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    /// <summary>Until then the fastest packet has not been seen.</summary>
    private static readonly TimeSpan Acquainted = TimeSpan.FromSeconds(3);

    private TimeSpan _before = TimeSpan.MaxValue;
    private TimeSpan _least = TimeSpan.MaxValue;
    private TimeSpan _window = TimeSpan.MaxValue;
    private Instant _turnsAt = since + Memory;

    public ActiveStream Stream { get; } = stream;

    /// <summary>The last that came: its time, as the stream has it, and when; null before the first.</summary>
    public (long Time, Instant Arrival)? Latest { get; private set; }

    public void Arrived(long time, Instant arrival)
    {
        Latest = (time, arrival);
        TimeSpan delay = new TimeSpan(arrival.Ticks) - Stream.Setup.Track.Payload!.Clock.ToLength(time);
        if (arrival >= _turnsAt)
            (_before, _least, _turnsAt) = (_least, delay, arrival + Memory);
        _least = delay < _least ? delay : _least;
        _window = delay < _window ? delay : _window;
    }

    /// <summary>How much longer than the fastest even the fastest of the last window was under way; null where nothing can be said.
    /// </summary>
    public TimeSpan? TakeQueueing(Instant now)
    {
        TimeSpan window = _window;
        _window = TimeSpan.MaxValue;
        if (window == TimeSpan.MaxValue || now - since < Acquainted)
            return null;
        return window - (_before < _least ? _before : _least);
    }
}
