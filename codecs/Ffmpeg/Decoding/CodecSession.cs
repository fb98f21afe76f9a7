using System.Diagnostics.CodeAnalysis;
using Streaming.Ffmpeg.Decoding.Native;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>One decoder of the library while it is open: coded bytes in, frames out, errors as numbers.</summary>
internal sealed unsafe class CodecSession : IDisposable
{
    /// <summary>64 MB: a hundred times the largest picture of a 4k film. What is larger is no picture.</summary>
    private const int LargestUnit = 64 << 20;

    private readonly CodecContextHandle _context;
    private readonly PacketHandle _packet;

    private CodecSession(string name, CodecContextHandle context, PacketHandle packet)
    {
        Name = name;
        _context = context;
        _packet = packet;
    }

    /// <summary>The decoder's name in the library.</summary>
    public string Name { get; }

    /// <param name="names">The decoders to try, in order.</param>
    /// <param name="threads">For parts of one picture; whole pictures at the same time would cost delay.</param>
    /// <param name="device">Decodes instead of the processor.</param>
    public static bool TryOpen(
        IReadOnlyList<string> names,
        CodedFormat format,
        int threads,
        DeviceHandle? device,
        [NotNullWhen(true)] out CodecSession? session,
        out string trouble)
    {
        session = null;
        trouble = $"FFmpeg's libraries have no decoder for {format.Codec} here";
        foreach (string name in names)
        {
            nint codec = AvCodec.FindDecoder(name);
            if (codec == 0)
                continue;
            CodecContextHandle context = new(AvCodec.NewContext(codec));
            int answer = context.IsInvalid ? AvUtil.InvalidData : Configure(context, format, threads, device);
            if (answer >= 0)
                answer = AvCodec.Open(context, codec, 0);
            if (answer >= 0)
            {
                session = new(name, context, new(AvCodec.NewPacket()));
                trouble = "";
                return true;
            }

            trouble = $"the decoder {name} does not open: {AvUtil.Describe(answer)}";
            context.Dispose();
        }

        return false;
    }

    /// <summary>Gives one access unit in. The answer may be <see cref="AvUtil.TryAgain"/>: take frames first.</summary>
    public int Send(ReadOnlySpan<byte> unit, long timestamp)
    {
        // An empty packet would mean the end of the stream.
        if (unit.IsEmpty || unit.Length > LargestUnit)
            return AvUtil.InvalidData;
        int answer = AvCodec.AllocateData(_packet, unit.Length);
        if (answer < 0)
            return answer;
        byte* fields = (byte*)_packet.DangerousGetHandle();
        unit.CopyTo(new Span<byte>(*(byte**)(fields + PacketFields.Data), unit.Length));
        *(long*)(fields + PacketFields.Timestamp) = timestamp;
        answer = AvCodec.Send(_context, _packet);
        AvCodec.Clear(_packet);
        return answer;
    }

    /// <summary>Nothing more comes until <see cref="Flush"/>.</summary>
    public int SendEnd() => AvCodec.Send(_context, 0);

    public int Receive(FrameHandle frame) => AvCodec.Receive(_context, frame);

    public void Flush() => AvCodec.Flush(_context);

    public void Dispose()
    {
        _packet.Dispose();
        _context.Dispose();
    }

    private static int Configure(CodecContextHandle context, CodedFormat format, int threads, DeviceHandle? device)
    {
        // Options that a version does not know are no reason to fail: each only makes things better.
        _ = AvUtil.SetOption(context, "threads", Math.Max(1, threads).ToString(), 0);
        _ = AvUtil.SetOption(context, "thread_type", "slice", 0);
        _ = AvUtil.SetOption(context, "flags", "+output_corrupt", 0);

        // Where a sound begins and ends is the player's business: what a coder needs to get going has a position too.
        _ = AvUtil.SetOption(context, "flags2", "+skip_manual", 0);

        // For the two that would reorder by threads of their own; H.264 and H.265 would lose their order by it.
        if (format.Codec is Codec.Av1)
            _ = AvUtil.SetOption(context, "flags", "+low_delay", 0);
        if (DecoderNames.IsSound(format.Codec))
            SetSound(context, format);
        if (device is not null && Libraries.Loaded.DeviceOffset is { } offset)
            *(nint*)((byte*)context.DangerousGetHandle() + offset) = device.Share();
        return format.Configuration.Length == 0 ? 0 : SetConfiguration(context, format.Configuration);
    }

    private static void SetSound(CodecContextHandle context, CodedFormat format)
    {
        if (format.SampleRate > 0)
            _ = AvUtil.SetOption(context, "ar", format.SampleRate, 0);
        if (format.Channels <= 0)
            return;
        if (Libraries.Loaded.HasChannelLayouts)
        {
            string layout = format.Channels switch { 1 => "mono", 2 => "stereo", _ => $"{format.Channels}C" };
            _ = AvUtil.SetOption(context, "ch_layout", layout, 0);
        }
        else
        {
            _ = AvUtil.SetOption(context, "ac", format.Channels, 0);
        }
    }

    /// <summary>Through the parameters, whose fields lie where they lie in every version, unlike those of the context.</summary>
    private static int SetConfiguration(CodecContextHandle context, ReadOnlySpan<byte> configuration)
    {
        nint parameters = AvCodec.NewParameters();
        if (parameters == 0)
            return AvUtil.InvalidData;
        int answer = AvCodec.ReadParameters(parameters, context);
        byte* extradata = answer < 0 ? null : (byte*)AvUtil.Allocate((nuint)(configuration.Length + ParameterFields.Padding));
        if (extradata != null)
        {
            configuration.CopyTo(new Span<byte>(extradata, configuration.Length));
            *(byte**)((byte*)parameters + ParameterFields.Extradata) = extradata;
            *(int*)((byte*)parameters + ParameterFields.ExtradataSize) = configuration.Length;
            answer = AvCodec.WriteParameters(context, parameters);
        }

        AvCodec.FreeParameters(&parameters);
        return answer;
    }
}
