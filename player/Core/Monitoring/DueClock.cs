namespace Streaming.Player.Monitoring;

/// <summary>When samples are due at a receiver that has been promised that they come within its buffer.</summary>
/// <remarks>
/// It shows the beginning one buffer after the first packet of any stream, and everything else as much later as it lies behind the
/// beginning. A server's plan may use the buffer to the last, so what the network adds must not count against it: that is what the grace
/// is for. Without a contract nothing is promised, and so nothing is due.
/// </remarks>
/// <param name="grace">What is waited for the network beyond the buffer.</param>
internal sealed class DueClock(TimeSpan grace)
{
    private Instant? _first;
    private TimeSpan? _buffer;
    private bool _isRestarting;

    /// <summary>A packet came.</summary>
    public void Heard(Instant now) => _first ??= now;

    /// <summary>Another play begins: the first time with what came before the answer, later with what comes next.</summary>
    public void Restart()
    {
        if (_isRestarting)
            _first = null;
        _isRestarting = true;
    }

    /// <summary>A contract names the buffer; what is held already is not given away for a later one with less.</summary>
    public void Hold(TimeSpan buffer) => _buffer = _buffer is { } held && held > buffer ? held : buffer;

    /// <summary>When that must be here which is shown so long after the position playing began at; null where nothing is
    /// promised.</summary>
    public Instant? Due(TimeSpan? sinceStart) => _first + _buffer + sinceStart + grace;
}
