using Streaming.Formats.Rtsp;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>Viewers are known to the server, as those on its own machine are: what they say of their importance counts.</summary>
internal sealed class VirtualAuthorizer : IRequestAuthorizer
{
    private static readonly Permission Known = new Permission.Granted("viewer");

    public Permission Authorize(RtspRequest request, ConnectionFacts connection) => Known;
}
