namespace Streaming.Qos.Protection;

/// <summary>Decides how one stream is protected: more after a second of evidence, less only after a long calm.</summary>
/// <remarks>
/// <para>Policy only; asked some times a second with what is known, and whoever asks carries out what it says. The next snapshot shows
/// what came into force.</para>
/// <para>Stronger is what leaves less than half as much missing for no lower a price, where what stands leaves more than is wanted; it is
/// changed to when that has been so for <see cref="Evidence"/>. Cheaper, or quicker where what stands has become too slow, is changed to
/// when it has been enough without a break for <see cref="Calm"/>, and as long after any other change: so of two changes within that time
/// the later is always to something stronger.</para>
/// </remarks>
public sealed class ProtectionPolicy(ProtectionBudget budget)
{
    /// <summary>What two losses may be, seen alone.</summary>
    public static readonly TimeSpan Evidence = TimeSpan.FromSeconds(1);

    /// <summary>A network that lost lately will again: a change costs more than parity for a while.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(20);

    private const double Better = 0.5;

    private Instant? _needsMoreSince;
    private Instant? _needsLessSince;
    private Instant? _changed;

    public ProtectionBudget Budget { get; set; } = budget;

    /// <summary>What to do about a stream: what stands, or something else.</summary>
    public ProtectionDecision Decide(in ProtectionSnapshot stream, Instant now)
    {
        ProtectionChoice choice = new(stream, Budget);
        ProtectionDecision wished = choice.Choose();

        // The least that is set aside for resends waits for no evidence.
        Ratio least = stream.CanResend && stream.Resend < Budget.LeastResend ? Budget.LeastResend : stream.Resend;
        ProtectionDecision present = choice.Judge(stream.Layout, least);
        bool isStronger = present.Residual > choice.Wanted && wished.Residual < present.Residual * Better
            && wished.Overhead >= present.Overhead;
        bool isCheaper = !isStronger && (wished.Overhead < present.Overhead || !choice.IsQuickEnough(stream.Layout));
        _needsMoreSince = isStronger ? _needsMoreSince ?? now : null;
        _needsLessSince = isCheaper ? _needsLessSince ?? now : null;
        bool isTime = HasLasted(_needsMoreSince, Evidence, now)
            || (HasLasted(_needsLessSince, Calm, now) && (_changed is not { } last || now - last >= Calm));
        if (!isTime)
            return present with { Why = wished.Why };
        (_needsMoreSince, _needsLessSince, _changed) = (null, null, now);
        return wished;
    }

    private static bool HasLasted(Instant? since, TimeSpan time, Instant now) => since is { } from && now - from >= time;
}
