using System.Net;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.Control;

/// <summary>What the data plane says about one play of a session; its number tells it from what an earlier one had to say.</summary>
internal sealed class SessionEvents(SessionRegistry registry, SessionMailbox mailbox, int play) : ISendEvents
{
    public void Ended(ISender sender) => registry.Ended(mailbox, play);

    public void Changed(ISender sender, ChangePoint point) => registry.Changed(mailbox, point.Generation);

    public void Silent(ISender sender) => registry.Silent(mailbox, play);

    public void Failed(ISender sender, string reason) => registry.Failed(mailbox, play, reason);

    public void Heard(ISender sender, IPEndPoint from) => registry.Heard(mailbox);
}
