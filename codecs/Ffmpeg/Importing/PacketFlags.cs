namespace Streaming.Ffmpeg.Importing;

/// <summary>AV_PKT_FLAG_* of libavcodec.</summary>
[Flags]
internal enum PacketFlags
{
    None = 0,
    Key = 1,
    Corrupt = 2,

    /// <summary>Decoded, never shown: hidden by an edit list, or priming.</summary>
    Discard = 4,
    Trusted = 8,
    Disposable = 16,
}
