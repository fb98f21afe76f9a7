using System.Net;
using Streaming.Server.Channels.Feedback;

namespace Streaming.Server.Host.Channels;

/// <summary>How far out of step the receivers of one channel were, second by second, for five minutes.</summary>
/// <remarks>Safe to use from any thread.</remarks>
internal sealed class SkewHistory
{
    /// <summary>Five minutes; of 64 receivers and three quantiles 67 × 300 × 4 B = 80 kB for a channel, 20 MB for 256 of them.</summary>
    public const int Samples = 300;

    /// <summary>A plot with more curves shows nothing; the quantiles are of all receivers.</summary>
    public const int MostReceivers = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Trace> _traces = [];
    private readonly Trace _median = new(IPAddress.None), _p95 = new(IPAddress.None), _p99 = new(IPAddress.None);
    private long _taken;

    /// <summary>Whether nobody was heard of in that time.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _traces.Count == 0;
        }
    }

    /// <summary>A second has passed.</summary>
    public void Take(Spread<TimeSpan> all, IReadOnlyList<(string Session, IPAddress Address, TimeSpan? Skew)> receivers)
    {
        lock (_gate)
        {
            _taken++;
            bool isKnown = all.Count > 0;
            _median.Write(_taken, isKnown ? all.Median : null);
            _p95.Write(_taken, isKnown ? all.P95 : null);
            _p99.Write(_taken, isKnown ? all.P99 : null);
            foreach (Trace trace in _traces.Values)
                trace.Write(_taken, null);
            foreach ((string session, IPAddress address, TimeSpan? skew) in receivers)
            {
                if (skew is not null && Find(session, address) is { } trace)
                    trace.Write(_taken, skew);
            }

            foreach ((string session, Trace trace) in _traces.Where(pair => pair.Value.LastSaid <= _taken - Samples).ToArray())
                _traces.Remove(session);
        }
    }

    /// <summary>One by one, those that were heard of in that time.</summary>
    public IReadOnlyList<SkewTrace> Receivers()
    {
        lock (_gate)
            return [.. _traces.Select(pair => new SkewTrace(pair.Key, pair.Value.Address, pair.Value.Read(_taken)))];
    }

    /// <summary>Of all receivers at each moment.</summary>
    public (IReadOnlyList<float> Median, IReadOnlyList<float> P95, IReadOnlyList<float> P99) Quantiles()
    {
        lock (_gate)
            return (_median.Read(_taken), _p95.Read(_taken), _p99.Read(_taken));
    }

    private Trace? Find(string session, IPAddress address)
    {
        if (!_traces.TryGetValue(session, out Trace? trace) && _traces.Count < MostReceivers)
            _traces.Add(session, trace = new(address) { Since = _taken });
        return trace;
    }

    /// <summary>A ring of samples; before <see cref="Since"/> there is none.</summary>
    private sealed class Trace(IPAddress address)
    {
        private readonly float[] _samples = new float[Samples];

        public IPAddress Address { get; } = address;

        public long Since { get; init; } = 1;

        public long LastSaid { get; private set; }

        public void Write(long sample, TimeSpan? skew)
        {
            _samples[sample % Samples] = skew is { } known ? (float)known.TotalMilliseconds : float.NaN;
            LastSaid = skew is null ? LastSaid : sample;
        }

        public float[] Read(long taken)
        {
            float[] read = new float[(int)Math.Min(taken, Samples)];
            for (int i = 0; i < read.Length; i++)
            {
                long sample = taken - read.Length + 1 + i;
                read[i] = sample < Since ? float.NaN : _samples[sample % Samples];
            }

            return read;
        }
    }
}
