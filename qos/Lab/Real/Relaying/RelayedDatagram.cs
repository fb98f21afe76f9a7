using System.Net;
using System.Net.Sockets;

namespace Streaming.Lab.Real.Relaying;

/// <summary>A datagram that is to be sent on.</summary>
/// <param name="by">The socket that it leaves by.</param>
internal sealed class RelayedDatagram(ImpairingRelay relay, RelayVerdict verdict, Socket by, IPEndPoint to, byte[] bytes) : RelayLoad
{
    public override void Arrive(TimeSpan took)
    {
        verdict.Delay ??= took;
        if (relay.Arrived(verdict))
            Forward();
    }

    public override void Drop(string link, string cause, Instant at) => relay.Dropped(verdict, link, cause, at);

    private void Forward()
    {
        try
        {
            by.SendTo(bytes, to);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Whoever it was for has gone.
        }
    }
}
