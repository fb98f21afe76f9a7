using Streaming.Formats.Rtsp;

namespace Streaming.Server.Sessions;

/// <summary>Decides who may do what; asked once for every request, before anything else is looked at.</summary>
public interface IRequestAuthorizer
{
    Permission Authorize(RtspRequest request, ConnectionFacts connection);
}
