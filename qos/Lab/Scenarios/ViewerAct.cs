using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Scenarios;

/// <summary>What viewers do.</summary>
public abstract record ViewerAct
{
    private ViewerAct()
    {
    }

    public sealed record Seek(MediaTime To) : ViewerAct;

    public sealed record Pause(TimeSpan For) : ViewerAct;

    /// <summary>Takes leave.</summary>
    public sealed record Leave : ViewerAct;

    /// <summary>Is gone without a word.</summary>
    public sealed record Vanish : ViewerAct;

    /// <summary>Asks for another contract.</summary>
    public sealed record Ask(FlowSpec Wish) : ViewerAct;
}
