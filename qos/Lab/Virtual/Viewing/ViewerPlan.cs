using System.Diagnostics.CodeAnalysis;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>What a viewer means to do, and when: its steps by the time since it was first shown anything, the end by how much it was
/// shown.</summary>
/// <param name="stays">By what it was shown; null: to the end.</param>
internal sealed class ViewerPlan(IReadOnlyList<ViewerStep> steps, TimeSpan? stays)
{
    private int _taken;

    /// <summary>When the next step is due; never without one.</summary>
    /// <param name="shown">Since when it has been shown anything.</param>
    public Instant NextStep(Instant shown) => _taken < steps.Count ? shown + steps[_taken].After : Instant.Never;

    public bool TryTake(Instant shown, Instant now, [NotNullWhen(true)] out ViewerAct? act)
    {
        act = NextStep(shown) <= now ? steps[_taken++].Act : null;
        return act is not null;
    }

    /// <summary>When it has seen all it wanted to see, if nothing keeps it from moving; never: it stays to the end.</summary>
    /// <param name="withheld">How long nothing moved since then: stalls and pauses.</param>
    public Instant Enough(Instant shown, TimeSpan withheld) => stays is { } wanted ? shown + wanted + withheld : Instant.Never;
}
