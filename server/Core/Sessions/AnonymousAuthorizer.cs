using Streaming.Formats.Rtsp;

namespace Streaming.Server.Sessions;

/// <summary>Anybody may read media.</summary>
public sealed class AnonymousAuthorizer : IRequestAuthorizer
{
    private static readonly Authorization Anybody = new Authorization.Granted("");

    public Authorization Authorize(RtspRequest request, ConnectionFacts connection) => Anybody;
}
