namespace Streaming.Player.Playout;

/// <summary>What the jitter buffer's policy answers.</summary>
public enum PlayoutVerb
{
    /// <summary>The clock has not started: too little is here.</summary>
    Wait,

    /// <summary>At the film's own pace, but for what no ear notices.</summary>
    Play,

    /// <summary>Faster, because more is held than need be.</summary>
    CatchUp,

    /// <summary>Slower, because less is held than should be.</summary>
    SlowDown,

    /// <summary>The clock stands: there is nothing to play.</summary>
    Hold,

    /// <summary>Much more is held than catching up could use up: what lies between is left out.</summary>
    Jump,
}
