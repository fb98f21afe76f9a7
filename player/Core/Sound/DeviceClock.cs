namespace Streaming.Player.Sound;

/// <summary>When frames are heard: the device's even beat, drawn through the uneven instants at which it asks for more.</summary>
/// <remarks>
/// A delay-locked loop of second order: it predicts the next call from the frames handed over and takes in a small part of the error, in
/// time and in rate. Calls that come 3 ms early or late move the line by 0.1 ms; a device that is 200 ppm off is known within a minute.
/// A step (the device stumbled, its latency changed) is taken over at once.
/// </remarks>
internal sealed class DeviceClock(int rate)
{
    /// <summary>Hertz: wide at first to lock, then narrow to be smooth.</summary>
    private const double Wide = 0.5, Narrow = 0.03;

    /// <summary>No device is further off: 0.1 %.</summary>
    private const double MostSkew = 1e-3;

    /// <summary>Further off in one call, or a little off to the same side in so many: it is a step.</summary>
    private const double Step = 0.025, SmallStep = 0.006;
    private const int StepCalls = 12;

    private readonly double _nominal = 1.0 / rate;
    private double _period = 1.0 / rate;
    private double _age;
    private double _next;
    private Instant _origin;
    private bool _isRunning;
    private int _off;

    /// <summary>Seconds of our clock that one frame takes.</summary>
    public double Period => _period;

    /// <summary>In millionths: positive where the device is fast.</summary>
    public double Skew => ((_nominal / _period) - 1) * 1e6;

    /// <summary>The device asks for frames.</summary>
    /// <param name="heardAt">When the first will be heard, as the device says.</param>
    /// <returns>When it will be, as its beat says.</returns>
    public Instant Accept(Instant heardAt, int frames)
    {
        double length = frames * _nominal;
        double error = _isRunning ? (heardAt - _origin).TotalSeconds - _next : double.MaxValue;
        _off = Math.Abs(error) < SmallStep ? 0 : _off + Math.Sign(error);
        if (Math.Abs(error) > Step || Math.Abs(_off) >= StepCalls)
            Restart(heardAt);
        else
            Follow(error, length);
        Instant first = _origin + TimeSpan.FromSeconds(_next);
        _next += frames * _period;
        _age += length;
        return first;
    }

    /// <summary>The rate that was learnt stays: the device is the same.</summary>
    private void Restart(Instant heardAt)
    {
        (_origin, _next, _off) = (heardAt, 0, 0);
        _age = _isRunning ? Math.Min(_age, 5) : 0;
        _isRunning = true;
    }

    private void Follow(double error, double length)
    {
        double bandwidth = Math.Max(Narrow, Wide / (1 + _age));
        double omega = 2 * Math.PI * bandwidth * length;
        _next += Math.Sqrt(2) * omega * error;
        double change = omega * omega * error / length * _nominal;
        _period = Math.Clamp(_period + change, _nominal * (1 - MostSkew), _nominal * (1 + MostSkew));
    }
}
