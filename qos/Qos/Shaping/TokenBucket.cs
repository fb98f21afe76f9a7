using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Shaping;

/// <summary>A token bucket: tokens come at a rate, the bucket holds so many, what is sent takes them out. RFC 2215 §3.6.</summary>
/// <remarks>
/// Its level is kept in bits times ticks, so that refilling is one multiplication and nothing rounds: a day at 1 337 kb/s gives what it
/// should to the bit. It starts full. Time that runs backwards earns nothing and costs nothing. What was taken too early is owed: the level
/// is then negative until it has been earned.
/// </remarks>
public struct TokenBucket
{
    private long _depth;
    private long _level;
    private long _forgiven;
    private Instant _at;

    /// <param name="rate">Zero or more; up to <see cref="TrafficSpec.MostRate"/>.</param>
    /// <param name="depth">Zero or more; up to <see cref="TrafficSpec.MostDepth"/>.</param>
    public TokenBucket(BitRate rate, ByteCount depth, Instant now)
    {
        Invariant.That(rate >= BitRate.Zero && depth >= ByteCount.Zero && depth <= TrafficSpec.MostDepth);
        Rate = rate;
        _level = _depth = BitTicks.Of(depth);
        _at = now;
    }

    public BitRate Rate { get; private set; }

    public readonly ByteCount Depth => new(_depth / BitTicks.PerByte);

    /// <summary>The whole bytes that may be taken at <paramref name="now"/>, rounded down; negative while something is owed.</summary>
    public readonly ByteCount Level(Instant now)
    {
        long level = LevelAt(now);
        return new((level / BitTicks.PerByte) - (level % BitTicks.PerByte < 0 ? 1 : 0));
    }

    /// <summary>How long after <paramref name="now"/> that many bytes are there: the first tick, not the one before; the longest time of
    /// all where they never are.</summary>
    public readonly TimeSpan TimeUntil(ByteCount bytes, Instant now)
    {
        long wanted = BitTicks.Of(bytes), missing = wanted - LevelAt(now);
        if (missing <= 0)
            return TimeSpan.Zero;
        if (wanted > _depth || Rate <= BitRate.Zero)
            return TimeSpan.MaxValue;

        // Where the clock has been set back, nothing is earned before it is again where it was.
        long behind = Math.Max(0, _at.Ticks - now.Ticks);
        return new(behind + ((missing - 1) / Rate.BitsPerSecond) + 1);
    }

    /// <summary>Takes them if they are all there.</summary>
    public bool TryConsume(ByteCount bytes, Instant now)
    {
        long wanted = BitTicks.Of(bytes);
        Refill(now);
        if (wanted > _level)
            return false;
        _level -= wanted;
        return true;
    }

    /// <summary>Takes them, there or not.</summary>
    public void Consume(ByteCount bytes, Instant now)
    {
        Refill(now);
        _level = checked(_level - BitTicks.Of(bytes));
    }

    /// <summary>Goes on at another rate and depth.</summary>
    /// <remarks>
    /// In an interval with one change, what is taken stays below the larger of the two curves b + r·t; in any interval at all, below the
    /// largest b plus all that the rates earned. A full bucket thrown away and a new one begun would let b of the old and b of the new pass
    /// at once; carrying the level over alone, the depth of the old at the rate of the new.
    /// Where rate and depth fall together, the level may keep what the smaller bucket holds even though more was taken than that bucket
    /// ever held (the sender would stand still for seconds); that is remembered, and paid back by what flows over or by the next rise.
    /// </remarks>
    public void Change(BitRate rate, ByteCount depth, Instant now)
    {
        Invariant.That(rate >= BitRate.Zero && depth >= ByteCount.Zero && depth <= TrafficSpec.MostDepth);
        Refill(now);
        long more = BitTicks.Of(depth) - _depth;
        _depth += more;
        if (more >= 0)
        {
            long paid = Math.Min(_forgiven, more);
            _forgiven -= paid;
            _level += rate >= Rate ? more - paid : 0;
        }
        else if (rate > Rate)
        {
            _level += more;
        }
        else
        {
            long kept = Math.Min(_level, _depth);
            _forgiven += kept - _level - more;
            _level = kept;
        }

        Rate = rate;
    }

    private readonly long LevelAt(Instant now) => _level + BitTicks.Earned(Rate, _at, now, _depth - _level);

    private void Refill(Instant now)
    {
        long room = _depth - _level, earned = BitTicks.Earned(Rate, _at, now, room + _forgiven);
        _forgiven -= Math.Max(0, earned - room);
        _level += Math.Min(earned, room);
        _at = Instant.Max(_at, now);
    }
}
