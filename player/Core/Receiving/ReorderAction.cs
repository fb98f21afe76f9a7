namespace Streaming.Player.Receiving;

/// <summary>What a release policy wants done next.</summary>
public enum ReorderAction
{
    /// <summary>Nothing until something arrives or the snapshot's gap has been waited for.</summary>
    Wait,

    /// <summary>Hand on the next packet.</summary>
    Release,

    /// <summary>Declare the missing packets lost and go on behind them.</summary>
    GiveUp,
}
