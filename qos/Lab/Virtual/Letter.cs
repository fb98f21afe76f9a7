using Streaming.Formats.Rtsp;

namespace Streaming.Lab.Virtual;

/// <summary>Something said on a connection.</summary>
/// <param name="Request">Null: it is an answer, or a <paramref name="Sign"/>.</param>
internal sealed record Letter(long Connection, ConnectionSign Sign, RtspRequest? Request = null, RtspResponse? Response = null);
