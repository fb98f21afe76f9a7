namespace Streaming.Formats.Payloads;

/// <summary>How a session description names one payload: <c>a=rtpmap</c> and <c>a=fmtp</c> as values. RFC 8866 §6.6, §6.15.</summary>
/// <param name="PayloadType">The number in the RTP header: a static one of RFC 3551 §6, else 96 … 127.</param>
/// <param name="EncodingName">As registered, compared without regard to case.</param>
/// <param name="Clock">The RTP clock.</param>
/// <param name="Channels">Channels of sound; 0 where the coding has none or does not say.</param>
/// <param name="Parameters">
/// The value of <c>a=fmtp</c> behind the payload type: <c>name=value; name=value</c>; empty where there is none.
/// </param>
public sealed record PayloadDescription(byte PayloadType, string EncodingName, ClockRate Clock, int Channels, string Parameters);
