using Streaming.Formats.Rtsp;

namespace Streaming.Server.Sessions;

/// <summary>A request and everything its answer depends on.</summary>
/// <param name="Session">The one its Session header names, where there is such a one.</param>
/// <param name="SessionCount">How many sessions the server has.</param>
public sealed record RequestContext(
    RtspRequest Request, ConnectionFacts Connection, ServerSession? Session, FreshIdentity Fresh, int SessionCount, Instant Now)
{
    /// <summary>What the request names; set once the URI has been read.</summary>
    public MediaUri Target { get; init; } = MediaUri.Server;

    /// <summary>The same, where it plays a film.</summary>
    public FilmSession? Film => Session as FilmSession;

    /// <summary>How many sessions there may be; null: as the options say. An operator may change it while the server runs.</summary>
    public int? SessionLimit { get; init; }

    /// <summary>Who asks, as the authoriser said; empty for anybody.</summary>
    public string User { get; init; } = "";
}
