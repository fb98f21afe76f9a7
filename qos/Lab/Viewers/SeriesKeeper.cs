using Streaming.Lab.Records;
using Streaming.Server.Sending;

namespace Streaming.Lab.Viewers;

/// <summary>A viewer, step by step from its coming on.</summary>
internal sealed class SeriesKeeper
{
    private readonly List<long> _received = [];
    private readonly List<long> _contract = [];
    private readonly List<double> _loss = [];
    private readonly List<double> _missing = [];
    private readonly List<double> _buffer = [];
    private readonly List<double> _delay = [];
    private readonly List<double> _skew = [];
    private Reception _before;
    private long _bits;
    private TimeSpan _skews;
    private int _skewed;

    /// <summary>Of the step that is under way.</summary>
    public Distribution Delays { get; } = new();

    /// <summary>A datagram, counted as contracts and links count it: they stand in one plot.</summary>
    /// <param name="bytes">Without headers of IP and UDP.</param>
    public void Received(int bytes) => _bits += DatagramSizes.Of(bytes).Bytes * 8;

    public void Skewed(TimeSpan skew)
    {
        _skews += skew;
        _skewed++;
    }

    /// <summary>A step is over.</summary>
    /// <param name="reception">Of the viewer, since it came.</param>
    public void Close(TimeSpan step, Reception reception, BitRate contract, TimeSpan held)
    {
        long expected = reception.Expected - _before.Expected;
        _received.Add((long)(_bits / step.TotalSeconds));
        _contract.Add(contract.BitsPerSecond);
        _loss.Add(Percent(reception.Lost - _before.Lost, expected));
        _missing.Add(Percent(reception.GivenUp - _before.GivenUp, expected));
        _buffer.Add(Seconds.Milli(held));
        _delay.Add(Delays.Count == 0 ? -1 : Delays.Quantile(0.99));
        _skew.Add(_skewed == 0 ? 0 : Seconds.Milli(_skews / _skewed));
        (_before, _bits, _skews, _skewed) = (reception, 0, default, 0);
        Delays.Clear();
    }

    public SessionSeries Take(int firstStep) => new(firstStep, _received, _contract, _loss, _missing, _buffer, _delay, _skew);

    private static double Percent(long part, long of) => of <= 0 || part <= 0 ? 0 : Math.Round(100.0 * part / of, 3);
}
