namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>The fields of a frame, by the layout of the version that is loaded.</summary>
internal readonly unsafe struct FrameFields(byte* frame, FrameLayout layout)
{
    /// <summary>AV_FRAME_FLAG_CORRUPT.</summary>
    private const int Corrupt = 1;

    /// <summary>AVCOL_RANGE_JPEG.</summary>
    public const int FullRange = 2;

    /// <summary>AVCOL_SPC_BT709.</summary>
    public const int Bt709 = 1;

    /// <summary>AVCOL_SPC_RGB.</summary>
    public const int Rgb = 0;

    public byte** Planes => (byte**)frame;

    public int* Strides => (int*)(frame + FrameLayout.Strides);

    public byte** ExtendedData => *(byte***)(frame + FrameLayout.ExtendedData);

    public int Width
    {
        get => At(FrameLayout.Width);
        set => At(FrameLayout.Width) = value;
    }

    public int Height
    {
        get => At(FrameLayout.Height);
        set => At(FrameLayout.Height) = value;
    }

    public int Format
    {
        get => At(FrameLayout.Format);
        set => At(FrameLayout.Format) = value;
    }

    public int SampleCount
    {
        get => At(FrameLayout.SampleCount);
        set => At(FrameLayout.SampleCount) = value;
    }

    public bool IsKey => At(FrameLayout.IsKey) != 0;

    /// <summary>AV_PICTURE_TYPE_B.</summary>
    public bool IsBidirectional => At(FrameLayout.PictureType) == 3;

    public (int Width, int Height) PixelAspect => (At(FrameLayout.PixelAspect), At(FrameLayout.PixelAspect + 4));

    /// <summary>Of the packet that it comes from.</summary>
    public long Timestamp
    {
        get
        {
            long own = *(long*)(frame + FrameLayout.Timestamp);
            return own != FrameLayout.NoTimestamp ? own : *(long*)(frame + layout.BestEffort);
        }
    }

    public int SampleRate => At(layout.SampleRate);

    public int ColourRange => At(layout.ColourRange);

    public int ColourSpace => At(layout.ColourSpace);

    public bool IsDamaged => (At(layout.Flags) & Corrupt) != 0 || At(layout.Errors) != 0;

    public bool HasBuffers => *(nint*)(frame + layout.Buffers) != 0;

    /// <summary>A bit mask, and how many there are; before 5.1.</summary>
    public (long Mask, int Count) OldChannels
    {
        get => (*(long*)(frame + layout.ChannelMask), At(layout.Channels));
        set => (*(long*)(frame + layout.ChannelMask), At(layout.Channels)) = value;
    }

    /// <summary>From 5.1 on.</summary>
    public ChannelLayoutValue* Channels => (ChannelLayoutValue*)(frame + layout.ChannelLayout);

    public ReadOnlySpan<byte> Bytes(int count) => new(frame, count);

    private ref int At(int offset) => ref *(int*)(frame + offset);
}
