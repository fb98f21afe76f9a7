using Streaming.Emulation.Links;

namespace Streaming.Lab.Virtual;

/// <summary>How records call the causes of losses.</summary>
internal static class CauseText
{
    public static string Of(DropCause cause) => cause switch
    {
        DropCause.QueueFull => "queueFull",
        DropCause.Loss => "loss",
        DropCause.Policed => "policed",
        _ => "down",
    };
}
