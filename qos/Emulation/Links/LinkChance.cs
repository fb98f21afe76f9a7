using Streaming.Emulation.Chance;
using Streaming.Emulation.Jitter;
using Streaming.Emulation.Losses;
using Streaming.Primitives.Chance;

namespace Streaming.Emulation.Links;

/// <summary>What chance does to packets that go one way over a link, as long as its profile is the same.</summary>
/// <remarks>Each kind draws by itself: a link that duplicates loses the same packets as one that does not.</remarks>
internal sealed class LinkChance
{
    private readonly LinkProfile _profile;
    private readonly LossProcess? _losses;
    private readonly JitterProcess? _jitter, _copyJitter;
    private readonly SeededRandom? _reorder, _duplicate, _corrupt;

    private LinkChance(LinkProfile profile, LinkChance? before, ulong seed, int stage)
    {
        _profile = profile;

        // A change of something else does not begin a burst anew.
        if (profile.Loss is { } loss)
            _losses = loss == before?._profile.Loss ? before._losses : LossProcess.Of(loss, Seeds.Of(seed, "loss", stage));
        if (profile.Jitter is { } jitter)
            _jitter = jitter == before?._profile.Jitter ? before._jitter : new(jitter, Seeds.Of(seed, "jitter", stage));
        if (profile is { Jitter: { } spread } && profile.Duplicate > Ratio.Zero)
            _copyJitter = new(spread, Seeds.Of(seed, "copy", stage));
        _reorder = Dice(profile.Reorder, before?._reorder, seed, "reorder", stage);
        _duplicate = Dice(profile.Duplicate, before?._duplicate, seed, "duplicate", stage);
        _corrupt = Dice(profile.Corrupt, before?._corrupt, seed, "corrupt", stage);
    }

    /// <summary>Null: nothing is left to chance.</summary>
    /// <param name="before">Of the same way, under the profile before this one.</param>
    public static LinkChance? Of(LinkProfile profile, LinkChance? before, ulong seed, int stage)
    {
        bool hasAny = profile.Loss is not null || profile.Jitter is not null
            || profile.Reorder > Ratio.Zero || profile.Duplicate > Ratio.Zero || profile.Corrupt > Ratio.Zero;
        return hasAny ? new(profile, before, seed, stage) : null;
    }

    /// <summary>Whether the next packet is lost.</summary>
    public bool Loses() => _losses is not null && _losses.Next();

    /// <summary>What comes on top of the delay of the next packet that is not lost.</summary>
    public TimeSpan Jitter() => _jitter?.Next() ?? TimeSpan.Zero;

    /// <summary>For how long it is held, so that others overtake it.</summary>
    public TimeSpan Hold() => _reorder is not null && _reorder.Happens(_profile.Reorder) ? _profile.ReorderBy : TimeSpan.Zero;

    public bool Duplicates() => _duplicate is not null && _duplicate.Happens(_profile.Duplicate);

    /// <summary>By how much a copy comes later than itself: jitter meets it anew.</summary>
    public TimeSpan CopyLag() => _copyJitter?.Next() ?? TimeSpan.Zero;

    public bool Corrupts() => _corrupt is not null && _corrupt.Happens(_profile.Corrupt);

    private static SeededRandom? Dice(Ratio share, SeededRandom? before, ulong seed, string purpose, int stage) =>
        share == Ratio.Zero ? null : before ?? new(Seeds.Of(seed, purpose, stage));
}
