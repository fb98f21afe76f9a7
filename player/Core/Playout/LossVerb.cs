namespace Streaming.Player.Playout;

/// <summary>What is done about pictures that were lost.</summary>
public enum LossVerb
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Decode on; the decoder hides what is missing.</summary>
    Conceal,

    /// <summary>The last good picture stays until the next key picture, which is near.</summary>
    HoldPicture,

    /// <summary>Ask the sender for a key picture (RFC 4585 §6.3.1), and decode on until it comes.</summary>
    AskForKeyPicture,

    /// <summary>Losses last: less of the picture would come through whole.</summary>
    WishLower,
}
