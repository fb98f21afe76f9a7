using Streaming.Primitives.Chance;
using Streaming.Qos.Envelopes;
using Streaming.Qos.Smoothing;

namespace Streaming.Qos.Tests.Smoothing;

/// <summary>A film of a few ticks and its receiver, small enough for all plans to be tried.</summary>
/// <remarks>Sizes are multiples of 60 bytes and nothing lasts longer than six ticks: what is best has whole bytes in every tick.</remarks>
internal sealed class SmallFilm
{
    private const long Never = long.MaxValue / 4;

    private readonly (int Time, int Bytes)[] _bursts;

    public SmallFilm(ulong seed)
    {
        SeededRandom random = new(seed);
        _bursts = new (int, int)[1 + random.Next(4)];
        for (int i = 0, time = 0; i < _bursts.Length; i++, time = Math.Min(3, time + random.Next(3)))
            _bursts[i] = (time, 60 * (1 + random.Next(3)));
        TimeSpan? hold = random.Next(3) == 0 ? null : new TimeSpan(1 + random.Next(4));
        ByteCount? room = random.Next(2) == 0 ? null : new ByteCount(60 * (2 + random.Next(7)));
        Receiver = new(new(1 + random.Next(3)), hold, room);
    }

    public ReceiverBuffer Receiver { get; }

    public PacketTrace Trace
    {
        get
        {
            PacketTrace trace = new();
            foreach ((int time, int bytes) in _bursts)
                trace.Add(time, new(bytes));
            return trace;
        }
    }

    public long Begin => _bursts[0].Time;

    public long End => _bursts[^1].Time + Receiver.StartUp.Ticks;

    public long Least(long at) => Sum(time => time + Receiver.StartUp.Ticks <= at);

    public long Most(long at)
    {
        long early = Receiver.Time is { } hold ? Receiver.StartUp.Ticks - hold.Ticks : -100;
        long there = at == Begin ? 0 : Sum(time => Math.Max(Begin, time + early) < at);
        long shown = Sum(time => time + Receiver.StartUp.Ticks < at);
        return Receiver.Bytes is { } room ? Math.Min(there, shown + room.Bytes) : there;
    }

    /// <summary>Tries every number of bytes at every tick; the least that any plan costs, null where there is none.</summary>
    /// <param name="add">The cost so far and the bytes of one more tick, together.</param>
    public long? Cheapest(Func<long, long, long> add)
    {
        int all = _bursts.Sum(burst => burst.Bytes);
        long[] costs = [.. Enumerable.Repeat(Never, all + 1)];
        costs[0] = 0;
        for (long at = Begin + 1; at <= End; at++)
        {
            long[] next = [.. Enumerable.Repeat(Never, all + 1)];
            for (long sent = Least(at); sent <= Most(at); sent++)
            {
                for (long before = 0; before <= sent; before++)
                {
                    if (costs[before] < Never)
                        next[sent] = Math.Min(next[sent], add(costs[before], sent - before));
                }
            }

            costs = next;
        }

        return costs[all] < Never ? costs[all] : null;
    }

    private long Sum(Func<long, bool> counts) => _bursts.Where(burst => counts(burst.Time)).Sum(burst => burst.Bytes);
}
