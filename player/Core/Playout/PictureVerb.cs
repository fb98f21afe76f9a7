namespace Streaming.Player.Playout;

/// <summary>What the screen does at a refresh.</summary>
public enum PictureVerb
{
    /// <summary>What is shown stays.</summary>
    Hold,

    /// <summary>Another picture's time has come.</summary>
    Show,

    /// <summary>The first picture of a segment is shown though its time has not come: better than what was there.</summary>
    Preview,
}
