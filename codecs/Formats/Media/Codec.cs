namespace Streaming.Formats.Media;

/// <summary>The codings that RTP can carry as they are; everything else is transcoded at import.</summary>
public enum Codec
{
    H264,
    H265,
    Vp8,
    Vp9,
    Av1,

    /// <summary>Slides: baseline JPEG pictures, RFC 2435.</summary>
    Jpeg,
    Aac,
    Opus,

    /// <summary>MPEG-1 or MPEG-2 audio, layer III.</summary>
    Mp3,

    /// <summary>G.711 μ-law, 8 kHz mono.</summary>
    Pcmu,

    /// <summary>G.711 A-law, 8 kHz mono.</summary>
    Pcma,

    /// <summary>Linear PCM, 16 bit, big-endian.</summary>
    L16,

    /// <summary>3GPP timed text (tx3g samples), RFC 4396.</summary>
    TimedText,
}
