namespace Streaming.Server.Sending;

/// <summary>What a PLAY sends of one stream.</summary>
internal enum FeedPart
{
    /// <summary>What its mode says.</summary>
    Film,

    /// <summary>Key pictures, in a run through the film.</summary>
    Keys,

    /// <summary>Nothing, while another stream of the session runs.</summary>
    Nothing,
}
