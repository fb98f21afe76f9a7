namespace Streaming.Emulation.Links;

/// <summary>Why a packet did not get through a link.</summary>
public enum DropCause
{
    /// <summary>The queue had no room for it.</summary>
    QueueFull,

    /// <summary>It was lost on the way, by itself or in a burst.</summary>
    Loss,

    /// <summary>Its flow had sent more than its contract allows.</summary>
    Policed,

    /// <summary>The link was down.</summary>
    Down,
}
