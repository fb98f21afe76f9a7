using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Player.Channels;

/// <summary>Makes windows of what the streams of a channel count.</summary>
internal sealed class WindowTaker
{
    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(100);

    /// <summary>IPv4 and UDP.</summary>
    private const int Overhead = 28;

    private readonly Dictionary<ActiveStream, ReceptionCounters> _counted = [];
    private TimeSpan _queueing;

    public LayerWindow Take(IReadOnlyList<ActiveStream> streams, IEnumerable<ArrivalWatch> watches, Instant now)
    {
        (long expected, long packets, long missed, long bytes) = (0, 0, 0, 0);
        foreach (ActiveStream stream in streams)
        {
            ReceptionCounters counters = stream.Receive.Counters;
            ReceptionCounters before = _counted.GetValueOrDefault(stream);
            _counted[stream] = counters;
            expected += counters.Expected - before.Expected;
            packets += counters.Packets - before.Packets;
            missed += counters.GivenUp - before.GivenUp;
            bytes += counters.Bytes - before.Bytes;
        }

        foreach (ActiveStream gone in _counted.Keys.Where(stream => !streams.Contains(stream)).ToArray())
            _counted.Remove(gone);
        TimeSpan? queueing = watches.Min(watch => watch.TakeQueueing(now));

        // Where nothing came at all, it is where it was.
        _queueing = queueing ?? _queueing;
        expected = Math.Max(0, expected);
        return new(
            Length, (int)expected, (int)Math.Clamp(expected - packets, 0, expected), (int)Math.Clamp(missed, 0, expected),
            new(Math.Max(0, bytes + (packets * Overhead))), _queueing);
    }

    public void Forget() => _counted.Clear();
}
