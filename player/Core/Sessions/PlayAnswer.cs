using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>What the server answered to PLAY.</summary>
/// <param name="Requested">When PLAY was sent.</param>
/// <param name="Answered">When the answer came.</param>
/// <param name="Start">Where playing starts; that which was asked for where the server did not say.</param>
/// <param name="End">Where it ends; null where unknown.</param>
/// <param name="Info">For each stream that was set up, in that order, what RTP-Info says of it; null where it says nothing.</param>
public sealed record PlayAnswer(Instant Requested, Instant Answered, MediaTime Start, MediaTime? End, IReadOnlyList<RtpInfoEntry?> Info)
{
    /// <summary>As the server granted it; 1 where it did not say. RFC 2326 §12.34.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>RFC 2326 §12.35.</summary>
    public double Speed { get; init; } = 1;
}
