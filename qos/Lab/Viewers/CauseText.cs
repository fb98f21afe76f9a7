using Streaming.Emulation.Links;

namespace Streaming.Lab.Viewers;

/// <summary>Why packets did not get through, as records say it.</summary>
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
