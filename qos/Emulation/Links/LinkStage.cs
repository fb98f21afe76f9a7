using Streaming.Emulation.Chance;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Emulation.Links;

/// <summary>A link, from one change of its profile to the next.</summary>
internal sealed class LinkStage
{
    /// <summary>A bit times a tick, of which a rate has a whole number in every tick: nothing rounds.</summary>
    public const long PerByte = 8 * TimeSpan.TicksPerSecond;

    /// <summary>10 GB: in bits times ticks a tenth of what 64 bits hold.</summary>
    private static readonly ByteCount MostQueue = TrafficSpec.MostDepth;

    /// <summary>28 GB, in bits times ticks: a second at 200 Gb/s.</summary>
    private const long MostOfSlot = long.MaxValue / 4;

    private LinkStage(LinkProfile profile, Instant from, Instant until, LinkStage? before, ulong seed, int number)
    {
        Invariant.That(profile.Rate is null || (profile.Rate > BitRate.Zero && profile.Rate <= TrafficSpec.MostRate));
        Invariant.That(profile.Delay >= TimeSpan.Zero && profile.Queue >= ByteCount.Zero && profile.Queue <= MostQueue);
        Invariant.That(profile.Slot > TimeSpan.Zero);
        Invariant.That(before is null || before.Profile.Discipline == profile.Discipline);
        Profile = profile;
        From = from;
        Until = until;
        Rate = profile.Rate?.BitsPerSecond ?? 0;
        Queue = profile.Queue.Bytes * PerByte;
        Slot = (long)Int128.Min((Int128)Rate * profile.Slot.Ticks, MostOfSlot);
        Down = LinkChance.Of(profile, before?.Down, Seeds.Of(seed, "down"), number);
        Up = LinkChance.Of(profile, before?.Up, Seeds.Of(seed, "up"), number);
    }

    public LinkProfile Profile { get; }

    public Instant From { get; }

    public Instant Until { get; }

    /// <summary>Bits a second, which are bit-ticks a tick; zero: anything.</summary>
    public long Rate { get; }

    /// <summary>In bit-ticks.</summary>
    public long Queue { get; }

    /// <summary>What a slot holds, in bit-ticks.</summary>
    public long Slot { get; }

    public LinkChance? Down { get; }

    public LinkChance? Up { get; }

    /// <summary>One after the other, without a gap, from the beginning of time to its end.</summary>
    public static LinkStage[] Of(LinkProfile profile, IReadOnlyList<LinkChange> changes, Instant start, ulong seed)
    {
        LinkStage[] stages = new LinkStage[changes.Count + 1];
        Instant from = new(long.MinValue);
        for (int i = 0; i < stages.Length; i++)
        {
            Instant until = i < changes.Count ? start + changes[i].At : Instant.Never;
            Invariant.That(until >= from);
            stages[i] = new(i == 0 ? profile : changes[i - 1].Profile, from, until, i == 0 ? null : stages[i - 1], seed, i);
            from = until;
        }

        return stages;
    }
}
