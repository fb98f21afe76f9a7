using Streaming.Formats.Rtsp;

namespace Streaming.Server.Sessions;

/// <summary>Anybody may read media.</summary>
public sealed class AnonymousAuthorizer : IRequestAuthorizer
{
    private static readonly Permission Anybody = new Permission.Granted("");

    public Permission Authorize(RtspRequest request, ConnectionFacts connection) => Anybody;
}
