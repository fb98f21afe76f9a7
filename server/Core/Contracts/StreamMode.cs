namespace Streaming.Server.Contracts;

/// <summary>How much of one stream is sent.</summary>
public enum StreamMode
{
    /// <summary>Every sample.</summary>
    Whole,

    /// <summary>Without the pictures that no other needs: a lower frame rate.</summary>
    Thinned,

    /// <summary>Nothing; the stream stays set up and goes on when there is room.</summary>
    Suspended,
}
