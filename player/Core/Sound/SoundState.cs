namespace Streaming.Player.Sound;

/// <summary>What the loudspeaker gets.</summary>
public enum SoundState
{
    /// <summary>Silence: the clock stands, or there is nothing for its position.</summary>
    Silent,

    /// <summary>The film, at a pace that resampling follows.</summary>
    Playing,

    /// <summary>The film faster or slower with its pitch unchanged.</summary>
    Stretching,

    /// <summary>What is missing, made from what was heard before.</summary>
    Concealing,
}
