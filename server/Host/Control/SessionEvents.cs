using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.Control;

/// <summary>What the data plane says about one play of a session; its number tells it from what an earlier one had to say.</summary>
internal sealed class SessionEvents(SessionRegistry registry, SessionMailbox mailbox, int play) : ISendEvents
{
    public void Ended(SendSession session) => registry.Ended(mailbox, play);

    public void Changed(SendSession session, ChangePoint point) => registry.Changed(mailbox, point.Generation);

    public void Silent(SendSession session) => registry.Silent(mailbox, play);

    public void Failed(SendSession session, string reason) => registry.Failed(mailbox, play, reason);

    public void Heard(SendSession session) => registry.Heard(mailbox);
}
