using System.Runtime.CompilerServices;

namespace Streaming.Qos.Shaping;

/// <summary>Keeps all streams of one session together below one limit, by the instants at which packets really left.</summary>
/// <remarks>
/// The plans of the streams know nothing of each other; here a train of video waits for the packet of sound that left half a millisecond
/// before it. A plain token bucket would not do: filled to three it lets three go and, a third of the window later, one more.
/// </remarks>
public struct DepartureGate
{
    // More departures than this within one window are remembered as if the two oldest had left together, at the later instant: too strict
    // by a fraction of the window, never too lax. A sender that wakes every 0.2 ms has at most six.
    private const int Depth = 8;

    private Departures _departures;
    private int _newest;

    /// <summary>How many more packets may leave at <paramref name="now"/>.</summary>
    public readonly int Room(Instant now, TrainLimit limit)
    {
        int room = limit.Packets;
        long horizon = now.Ticks - limit.Window.Ticks;
        for (int age = 0; age < Depth; age++)
        {
            ref readonly Departure departure = ref _departures[(_newest - age) & (Depth - 1)];
            if (departure.Packets == 0 || departure.Ticks <= horizon)
                break;
            room -= departure.Packets;
        }

        return room;
    }

    /// <summary>The first instant, from <paramref name="from"/> on, at which <paramref name="packets"/> packets may leave
    /// together.</summary>
    /// <remarks>More than the limit allows at all may leave when nothing else has within the window.</remarks>
    public readonly Instant EarliestFor(int packets, Instant from, TrainLimit limit)
    {
        int room = limit.Packets - Math.Min(packets, limit.Packets);
        for (int age = 0; age < Depth; age++)
        {
            ref readonly Departure departure = ref _departures[(_newest - age) & (Depth - 1)];
            if (departure.Packets == 0)
                break;
            room -= departure.Packets;
            if (room < 0)
                return Instant.Max(from, new(departure.Ticks + limit.Window.Ticks));
        }

        return from;
    }

    /// <summary>Packets left at <paramref name="now"/>, which is never earlier than the last time.</summary>
    public void Record(int packets, Instant now, TrainLimit limit)
    {
        ref Departure newest = ref _departures[_newest];
        if (newest.Packets > 0 && newest.Ticks == now.Ticks)
        {
            newest.Packets += packets;
            return;
        }

        int next = (_newest + 1) & (Depth - 1);
        if (_departures[next].Packets > 0 && _departures[next].Ticks > now.Ticks - limit.Window.Ticks)
            _departures[(next + 1) & (Depth - 1)].Packets += _departures[next].Packets;
        _departures[next] = new Departure { Ticks = now.Ticks, Packets = packets };
        _newest = next;
    }

    private struct Departure
    {
        public long Ticks;
        public int Packets;
    }

    [InlineArray(Depth)]
    private struct Departures
    {
        private Departure _first;
    }
}
