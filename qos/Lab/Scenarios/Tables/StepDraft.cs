using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>What a viewer does at some time, as far as it was said.</summary>
internal sealed record StepDraft
{
    public TimeSpan After { get; init; }

    public TimeSpan? Seek { get; init; }

    public TimeSpan? Pause { get; init; }

    public bool Leaves { get; init; }

    public bool Vanishes { get; init; }

    /// <summary>What it asks for from then on; the terms that are not said stay as they were.</summary>
    public Func<FlowSpec, FlowSpec>? Ask { get; init; }

    public bool IsLast => Leaves || Vanishes;

    public string? Problem =>
        (Seek is null ? 0 : 1) + (Pause is null ? 0 : 1) + (Ask is null ? 0 : 1) + (Leaves ? 1 : 0) + (Vanishes ? 1 : 0) == 1 ? null
        : "a step is 'after' and one of seek, pause, ask, leave, vanish";

    /// <param name="wish">What was asked for before; what is asked for after it.</param>
    public ViewerAct Act(ref FlowSpec wish)
    {
        if (Seek is { } to)
            return new ViewerAct.Seek(new(to.Ticks));
        if (Pause is { } pause)
            return new ViewerAct.Pause(pause);
        if (Ask is not { } ask)
            return Leaves ? new ViewerAct.Leave() : new ViewerAct.Vanish();
        wish = ask(wish);
        return new ViewerAct.Ask(wish);
    }
}
