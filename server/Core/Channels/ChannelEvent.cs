namespace Streaming.Server.Channels;

/// <summary>What a channel tells whoever runs it.</summary>
public abstract record ChannelEvent
{
    private ChannelEvent()
    {
    }

    /// <summary>There is room for one more title: it is to be cued before the present one is over.</summary>
    public sealed record WantsTitle : ChannelEvent;

    /// <summary>A title's place on the channel's clock is settled.</summary>
    /// <param name="At">When its zero is sent, to be presented a delay later.</param>
    /// <param name="Position">The same on the channel's axis.</param>
    /// <param name="Late">How much later than it was wanted: it was cued too late, or the one before took longer.</param>
    public sealed record Began(ChannelTitle Title, Instant At, MediaTime Position, TimeSpan Late) : ChannelEvent;

    /// <summary>The last of a title has been sent, and no other had been cued: nothing leaves until one is.</summary>
    /// <param name="At">When it was over.</param>
    public sealed record Starved(Instant At) : ChannelEvent;

    /// <summary>A film of a title cannot be read any more: the lanes that sent it are silent until the next title begins.</summary>
    public sealed record Failed(ChannelTitle Title, string Reason) : ChannelEvent;

    /// <summary>Nothing of a title is sent any more, not even again: it can be disposed of.</summary>
    public sealed record Left(ChannelTitle Title) : ChannelEvent;
}
