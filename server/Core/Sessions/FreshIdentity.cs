using Streaming.Formats.Rtp;

namespace Streaming.Server.Sessions;

/// <summary>The dice and the time of day that one request may need, drawn by the shell.</summary>
/// <param name="Session">128 bits from a cryptographic source: whoever knows it, steers the session.</param>
/// <param name="Stream">Of the stream that a SETUP makes.</param>
/// <param name="Resend">Of its packets that are sent again, which have an SSRC and numbers of their own.</param>
/// <param name="Wall">The time of day at the instant of the request, for sender reports.</param>
public sealed record FreshIdentity(SessionId Session, StreamIdentity Stream, StreamIdentity Resend, NtpTime Wall)
{
    /// <summary>For what must differ between sessions and needs no secrecy.</summary>
    internal ulong Seed => ((ulong)Stream.Ssrc.Value << 32) | Stream.Epoch.Value;
}
