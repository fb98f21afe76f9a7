using System.Buffers.Binary;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>Where the fields of AVFrame lie that have no accessor, in bytes from its beginning; from libavutil/frame.h of each major
/// version.</summary>
/// <remarks>
/// The beginning is the same in all of them: eight pointers to planes, eight strides (at 64), extended_data (96), width (104), height,
/// nb_samples (112), format (116), key_frame (120), pict_type, sample_aspect_ratio (128), pts (136). Fields behind that came and went.
/// </remarks>
/// <param name="SampleRate">sample_rate.</param>
/// <param name="Buffers">buf[8].</param>
/// <param name="Flags">flags.</param>
/// <param name="ColourRange">color_range, in front of color_primaries, color_trc and colorspace.</param>
/// <param name="BestEffort">best_effort_timestamp.</param>
/// <param name="Errors">decode_error_flags.</param>
/// <param name="PacketSize">pkt_size.</param>
/// <param name="ChannelMask">channel_layout, a bit mask; −1 where it is gone.</param>
/// <param name="Channels">channels; −1 where it is gone.</param>
/// <param name="ChannelLayout">ch_layout, a structure, from 5.1 on; −1 where it is not yet.</param>
internal sealed record FrameLayout(
    int SampleRate,
    int Buffers,
    int Flags,
    int ColourRange,
    int BestEffort,
    int Errors,
    int PacketSize,
    int ChannelMask,
    int Channels,
    int ChannelLayout)
{
    public const int Strides = 64;
    public const int ExtendedData = 96;
    public const int Width = 104;
    public const int Height = 108;
    public const int SampleCount = 112;
    public const int Format = 116;
    public const int IsKey = 120;
    public const int PictureType = 124;
    public const int PixelAspect = 128;
    public const int Timestamp = 136;

    /// <summary>AV_NOPTS_VALUE.</summary>
    public const long NoTimestamp = long.MinValue;

    /// <summary>AVCOL_PRI_, AVCOL_TRC_ and AVCOL_SPC_UNSPECIFIED.</summary>
    public const int Unspecified = 2;

    private static readonly FrameLayout Version56 = new(272, 288, 380, 384, 408, 440, 448, 280, 444, -1);
    private static readonly FrameLayout Version57 = new(208, 224, 316, 320, 344, 376, 384, 216, 380, 448);
    private static readonly FrameLayout Version59 = new(192, 200, 292, 296, 320, 344, 348, -1, -1, 408);

    public int ColourSpace => ColourRange + 12;

    /// <summary>No field that is read reaches beyond this.</summary>
    public int End => Math.Max(PacketSize + 4, ChannelLayout < 0 ? 0 : ChannelLayout + ChannelLayoutValue.Size);

    /// <param name="version">Of libavutil.</param>
    public static FrameLayout Of(int version) => version switch
    {
        56 => Version56,
        57 or 58 => Version57,
        59 => Version59,
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "the layout of frames is known for libavutil 56 to 59"),
    };

    /// <summary>
    /// Whether a frame that was just made has what a fresh frame has in every place that the table names: times that are not known, no
    /// format, an aspect of 0:1, three descriptions of colour that say "unspecified", a packet size of −1.
    /// </summary>
    /// <param name="frame">At least <see cref="End"/> bytes of it, less where the version has no <see cref="ChannelLayout"/> yet.</param>
    public bool Fits(ReadOnlySpan<byte> frame) =>
        Number(frame, Format) == -1
        && Number(frame, Width) == 0 && Number(frame, Height) == 0 && Number(frame, SampleCount) == 0
        && Number(frame, PixelAspect) == 0 && Number(frame, PixelAspect + 4) == 1
        && Long(frame, Timestamp) == NoTimestamp && Long(frame, BestEffort) == NoTimestamp
        && Number(frame, SampleRate) == 0 && Long(frame, Buffers) == 0
        && Number(frame, Flags) == 0 && Number(frame, ColourRange) == 0
        && Number(frame, ColourRange + 4) == Unspecified && Number(frame, ColourRange + 8) == Unspecified
        && Number(frame, ColourSpace) == Unspecified
        && Number(frame, Errors) == 0 && Number(frame, PacketSize) == -1;

    private static int Number(ReadOnlySpan<byte> frame, int offset) => BinaryPrimitives.ReadInt32LittleEndian(frame[offset..]);

    private static long Long(ReadOnlySpan<byte> frame, int offset) => BinaryPrimitives.ReadInt64LittleEndian(frame[offset..]);
}
