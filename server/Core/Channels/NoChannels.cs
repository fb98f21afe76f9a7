namespace Streaming.Server.Channels;

/// <summary>Of a server without any.</summary>
public sealed class NoChannels : IChannels
{
    public IReadOnlyList<string> Names => [];

    public ChannelFacts? Find(string name) => null;
}
