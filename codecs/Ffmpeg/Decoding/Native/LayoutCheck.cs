namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>Tries the layouts on the libraries that are loaded, so that a wrong one is an error message and never a crash.</summary>
internal static unsafe class LayoutCheck
{
    private const int Width = 64;
    private const int Height = 48;
    private const int Samples = 96;

    public static bool TryPass(Libraries libraries, out string wrong)
    {
        FrameLayout layout = libraries.Layout;
        wrong = "";
        if (sizeof(ChannelLayoutValue) != ChannelLayoutValue.Size)
            wrong = "AVChannelLayout";
        else if (!IsFresh(layout))
            wrong = "AVFrame";
        else if (!HoldsPicture(layout))
            wrong = "AVFrame of a picture";
        else if (!HoldsSound(libraries))
            wrong = "AVFrame of sound";
        else if (!HoldsBytes())
            wrong = "AVPacket";
        return wrong.Length == 0;
    }

    /// <summary>
    /// The offset of AVCodecContext.hw_device_ctx. In all versions it lies right in front of hwaccel_flags, whose offset the library
    /// itself tells as that of an option. That a context gives back what was put there proves it; null where it does not.
    /// </summary>
    public static int? FindDevice()
    {
        nint buffer = AvUtil.NewBuffer(16);
        if (buffer == 0)
            return null;
        int? offset = null;
        nint pointer = AvCodec.NewContext(0);
        using (CodecContextHandle context = new(pointer))
        {
            nint option = context.IsInvalid ? 0 : AvUtil.FindOption(context, "hwaccel_flags", null, 0, 0);
            int found = option == 0 ? 0 : *(int*)(option + (2 * sizeof(nint))) - sizeof(nint);
            if (found > 0 && found % sizeof(nint) == 0 && *(nint*)(pointer + found) == 0)
            {
                *(nint*)(pointer + found) = AvUtil.Share(buffer);
                offset = found;
            }
        }

        if (AvUtil.CountReferences(buffer) != 1)
            offset = null;
        AvUtil.Release(&buffer);
        return offset;
    }

    private static bool IsFresh(FrameLayout layout)
    {
        using FrameHandle frame = new();
        return layout.Fits(new FrameFields((byte*)frame.DangerousGetHandle(), layout).Bytes(layout.End));
    }

    private static bool HoldsPicture(FrameLayout layout)
    {
        using FrameHandle frame = new();
        FrameFields fields = new((byte*)frame.DangerousGetHandle(), layout) { Width = Width, Height = Height, Format = AvUtil.PixelsI420 };
        return AvUtil.AllocatePlanes(frame, 0) >= 0 && fields.HasBuffers
            && fields.Planes[0] != null && fields.Planes[1] != null && fields.Planes[2] != null && fields.Planes[3] == null
            && fields.Strides[0] >= Width && fields.Strides[1] >= Width / 2 && fields.Strides[3] == 0;
    }

    private static bool HoldsSound(Libraries libraries)
    {
        using FrameHandle frame = new();
        FrameFields fields = new((byte*)frame.DangerousGetHandle(), libraries.Layout)
        {
            SampleCount = Samples, Format = AvUtil.SamplesFloat,
        };
        if (libraries.HasChannelLayouts)
            *fields.Channels = ChannelLayoutValue.Stereo;
        else
            fields.OldChannels = (3, 2);
        return AvUtil.AllocatePlanes(frame, 1) >= 0 && fields.HasBuffers
            && fields.ExtendedData == fields.Planes && fields.Strides[0] == Samples * 2 * sizeof(float);
    }

    private static bool HoldsBytes()
    {
        const int Size = 57;
        using PacketHandle packet = new(AvCodec.NewPacket());
        byte* fields = (byte*)packet.DangerousGetHandle();
        return !packet.IsInvalid && AvCodec.AllocateData(packet, Size) >= 0
            && *(int*)(fields + PacketFields.Size) == Size && *(nint*)(fields + PacketFields.Data) != 0
            && *(long*)(fields + PacketFields.Timestamp) == FrameLayout.NoTimestamp;
    }
}
