using System.Net;

namespace Streaming.Server.Channels;

/// <summary>A channel as it stands at one moment.</summary>
/// <param name="Sender">Null: it is not sent now, see <see cref="Waiting"/>. One that has begun anew has another one; who takes part in the
/// one before is sent nothing more.</param>
public sealed record ChannelFacts(ChannelSettings Settings, ChannelSender? Sender)
{
    /// <summary>Where its packets come from; null where that is not known: then it is taken for the address that a client knows us
    /// by.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>What it waits for, as one sentence for people; empty where it is sent.</summary>
    public string Waiting { get; init; } = "";
}
