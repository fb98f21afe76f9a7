namespace Streaming.Server.Channels;

/// <summary>The channels of this server, for whoever asks for one by its name. May be called from any thread.</summary>
public interface IChannels
{
    /// <summary>Of all that are declared, sent or not, in order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>How one stands at this moment; null where none is called that.</summary>
    ChannelFacts? Find(string name);
}
