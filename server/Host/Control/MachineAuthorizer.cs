using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>Anybody may read media; whoever is on this machine has a name, and so may be more important than others.</summary>
internal sealed class MachineAuthorizer : IRequestAuthorizer
{
    private static readonly Permission Anybody = new Permission.Granted("");
    private static readonly Permission Here = new Permission.Granted("localhost");

    public Permission Authorize(RtspRequest request, ConnectionFacts connection) =>
        IPAddress.IsLoopback(connection.Client) || connection.Client.Equals(ConnectionFacts.Unmapped(connection.Local.Address))
            ? Here
            : Anybody;
}
