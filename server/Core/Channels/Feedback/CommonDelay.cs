using Streaming.Server.Channels.Members;

namespace Streaming.Server.Channels.Feedback;

/// <summary>How far behind the sender all members present: as declared, but later where most of those that lag could follow then, and
/// earlier again when they do not lag any more. The server's side of RFC 7272 §4.</summary>
/// <remarks>
/// Receivers follow by playing up to 1 % slower or faster; it moves half as fast at most, so that whoever is in step stays so. What
/// receivers lag by is remembered as the delay that they would need: it is the same however long reports are on their way, and so it is
/// never overshot. Whether less would do, only trying tells: after a while without anybody lagging it goes down, until it is less than
/// most need, or as declared.
/// </remarks>
internal sealed class CommonDelay(CommonPresentation presentation, TimeSpan declared, TimeSpan longest)
{
    /// <summary>Less is in step.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(10);

    /// <summary>How much it rises in a second.</summary>
    private static readonly TimeSpan Rise = TimeSpan.FromMilliseconds(5);

    /// <summary>How much it falls in a second.</summary>
    private static readonly TimeSpan Fall = TimeSpan.FromMilliseconds(1);

    /// <summary>Without anybody lagging.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(30);

    /// <summary>The most lagged receivers but for outliers: nobody waits for the slowest of twenty.</summary>
    private static readonly Ratio Most = Ratio.Percent(95);

    private readonly Distribution _wishes = new(TimeScale.Delay.Bins);
    private Instant? _moved;
    private Instant _lagged;

    /// <summary>A member presents so much later than all; null: it has left, or fallen silent.</summary>
    public void Report(ChannelMember member, TimeSpan? skew)
    {
        int bin = skew is not TimeSpan late ? Distribution.Nowhere
            : late > Tolerance ? TimeScale.Delay.Of(presentation.Delay + late)
            : TimeScale.Delay.Of(declared);
        member.WishBin = _wishes.Move(member.WishBin, bin);
    }

    /// <summary>Moves it, by what time has passed since this was last called.</summary>
    public void Advance(Instant now)
    {
        TimeSpan passed = now - (_moved ?? now);
        _moved = now;
        TimeSpan wanted = _wishes.Count == 0 ? declared : TimeScale.Delay.At(_wishes.At(Most));
        wanted = wanted < declared ? declared : wanted > longest ? longest : wanted;
        TimeSpan delay = presentation.Delay;
        if (wanted >= delay && wanted > declared)
            _lagged = now;
        if (wanted > delay)
            presentation.Delay = delay + Shorter(wanted - delay, Rise * passed.TotalSeconds);
        else if (wanted < delay && now - _lagged >= Calm)
            presentation.Delay = delay - Shorter(delay - wanted, Fall * passed.TotalSeconds);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
