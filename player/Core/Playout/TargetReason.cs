namespace Streaming.Player.Playout;

/// <summary>What made the target of the jitter buffer what it is.</summary>
public enum TargetReason
{
    /// <summary>The network needs less than is always held.</summary>
    Floor,

    /// <summary>The contract lets the server send that late.</summary>
    Contract,

    /// <summary>The distribution of measured delays.</summary>
    Jitter,

    /// <summary>The time that repair takes, on top of that.</summary>
    Repair,

    /// <summary>A delay out of the ordinary, a short time ago.</summary>
    Spike,

    /// <summary>The network needs more than is ever held.</summary>
    Ceiling,

    /// <summary>The viewer said so.</summary>
    Fixed,
}
