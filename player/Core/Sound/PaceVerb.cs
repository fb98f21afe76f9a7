namespace Streaming.Player.Sound;

/// <summary>How the sound is brought to where the clock is.</summary>
internal enum PaceVerb
{
    /// <summary>By resampling alone, or not yet.</summary>
    Follow,

    /// <summary>A stretch is left out or repeated, if one is found whose ends are alike.</summary>
    Try,

    /// <summary>A stretch is left out or repeated, as well as can be.</summary>
    Splice,

    /// <summary>Fades out here, and in there.</summary>
    Jump,
}
