using System.Diagnostics.CodeAnalysis;
using Streaming.Ffmpeg.Decoding.Native;
using Streaming.Formats.Payloads;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Decodes one picture stream: access units in, pictures out in the order in which they are shown.</summary>
/// <remarks>
/// Used by one thread at a time. <see cref="Accept"/> one access unit, then <see cref="TryTake"/> until there is nothing more. What is
/// broken costs pictures and is counted; nothing in a stream makes the decoder throw or end, and the next key picture decodes whole.
/// </remarks>
public sealed class VideoDecoder : IDisposable
{
    /// <summary>Pictures that were not taken in time: 16 is what H.264 and H.265 hold back at most.</summary>
    private const int WaitingLimit = 16;

    /// <summary>Errors in a row that one call puts up with: more than an access unit has pictures.</summary>
    private const int FaultLimit = 64;

    private readonly CodedFormat _format;
    private readonly VideoDecoderOptions _options;
    private readonly PictureConverter _converter = new();
    private readonly Queue<DecodedPicture> _waiting = new();
    private readonly DamageWatch _damage;
    private CodecSession _session;
    private FrameHandle? _spare;
    private int? _hardwarePixels;
    private DecoderCounters _counters;

    private VideoDecoder(CodedFormat format, VideoDecoderOptions options, CodecSession session, string? kind, int pixels)
    {
        _format = format;
        _options = options;
        _session = session;
        _damage = new(format.Codec);
        _hardwarePixels = kind is null ? null : pixels;
        Name = kind is null ? session.Name : $"{session.Name} ({kind})";
    }

    /// <summary>Whether hardware decodes at present: a device is there, and has not failed yet.</summary>
    public bool IsHardware => _hardwarePixels is not null;

    /// <summary>The decoder in the library's words, with the kind of device where there is one: "h264", "h264 (vaapi)".</summary>
    public string Name { get; private set; }

    public DecoderCounters Counters => _counters;

    /// <summary>A decoder for what a session description names; false, and why, where the coding or the libraries are missing.</summary>
    public static bool TryCreate(
        PayloadDescription description, VideoDecoderOptions options, [NotNullWhen(true)] out VideoDecoder? decoder, out string trouble)
    {
        decoder = null;
        trouble = $"{description.EncodingName} is no picture coding that can be decoded";
        return CodedFormat.TryRead(description, out CodedFormat? format) && TryCreate(format, options, out decoder, out trouble);
    }

    /// <inheritdoc cref="TryCreate(PayloadDescription, VideoDecoderOptions, out VideoDecoder?, out string)"/>
    public static bool TryCreate(
        CodedFormat format, VideoDecoderOptions options, [NotNullWhen(true)] out VideoDecoder? decoder, out string trouble)
    {
        decoder = null;
        trouble = $"{format.Codec} is no picture coding that can be decoded";
        if (!DecoderNames.IsPicture(format.Codec) || !FfmpegLibraries.TryLoad(out trouble))
            return false;
        if (options.UseHardware && OpenHardware(format, options) is { } found)
            decoder = new(format, options, found.Session, found.Kind, found.Pixels);
        else if (CodecSession.TryOpen(DecoderNames.Of(format.Codec), format, options.Threads, null, out CodecSession? session, out trouble))
            decoder = new(format, options, session, null, 0);
        return decoder is not null;
    }

    /// <summary>Takes the next access unit in decoding order, in its stored form (see <see cref="IDepacketizer"/>).</summary>
    /// <param name="position">Comes back with the picture.</param>
    /// <param name="isDamaged">
    /// Packets of it, or pictures in front of it, were lost: it is marked as damaged, and so is what refers to it.
    /// </param>
    public void Accept(ReadOnlySpan<byte> accessUnit, MediaTime position, bool isDamaged = false)
    {
        _counters = _counters with { Accepted = _counters.Accepted + 1 };
        if (_damage.NeedsCleanStart(accessUnit))
            StartClean();
        if (isDamaged)
            _damage.Damaged(accessUnit, position.Ticks);
        int answer = Send(accessUnit, position);
        if (answer >= 0)
            return;
        Count(answer);
        _damage.Damaged(accessUnit, position.Ticks);
        if (!IsHardware)
            return;
        GiveUpHardware();
        _ = _session.Send(accessUnit, position.Ticks);
    }

    /// <summary>The next finished picture.</summary>
    public bool TryTake(out DecodedPicture picture) => _waiting.TryDequeue(out picture) || TryReceive(out picture);

    /// <summary>Nothing more comes: what is held back for the sake of order can be taken. Go on with <see cref="Flush"/>.</summary>
    public void Drain() => _ = _session.SendEnd();

    /// <summary>Forgets everything, as after a seek: the next access unit should be a key picture.</summary>
    public void Flush()
    {
        while (_waiting.TryDequeue(out DecodedPicture picture))
            picture.Frame.Dispose();
        _session.Flush();
        _damage.Clear();
    }

    /// <summary>
    /// Decodes one key picture by itself and at once, then forgets it, so that decoding begins with the same access unit again. For the
    /// beginning of a play: what was held before is lost, as by <see cref="Flush"/>.
    /// </summary>
    /// <returns>False where it gives no picture.</returns>
    public bool TryPreview(ReadOnlySpan<byte> accessUnit, MediaTime position, out DecodedPicture picture)
    {
        Flush();
        Accept(accessUnit, position);
        Drain();
        bool isThere = TryTake(out picture);
        Flush();
        return isThere;
    }

    public void Dispose()
    {
        while (_waiting.TryDequeue(out DecodedPicture picture))
            picture.Frame.Dispose();
        _spare?.Dispose();
        _converter.Dispose();
        _session.Dispose();
    }

    /// <summary>Goes on in software: the pictures up to the next key picture miss what the device knew.</summary>
    internal void GiveUpHardware()
    {
        if (!CodecSession.TryOpen(DecoderNames.Of(_format.Codec), _format, _options.Threads, null, out CodecSession? session, out _))
            return;
        _session.Dispose();
        _session = session;
        _hardwarePixels = null;
        Name = session.Name;
    }

    private static (CodecSession Session, string Kind, int Pixels)? OpenHardware(CodedFormat format, VideoDecoderOptions options)
    {
        foreach (string name in DecoderNames.OfHardware(format.Codec))
        {
            if (HardwareDevices.TryFind(name, out DeviceHandle? device, out string? kind, out int pixels)
                && CodecSession.TryOpen([name], format, options.Threads, device, out CodecSession? session, out _))
            {
                return (session, kind, pixels);
            }
        }

        return null;
    }

    /// <summary>
    /// Gives up what the decoder remembers of damaged pictures, in front of a key picture: their false numbers would go on to mix up the
    /// order in which pictures come out, because only some key pictures begin counting anew. What it holds back is not lost.
    /// </summary>
    private void StartClean()
    {
        _ = _session.SendEnd();
        while (TryReceive(out DecodedPicture picture))
            Keep(picture);
        _session.Flush();
    }

    private void Keep(DecodedPicture picture)
    {
        if (_waiting.Count == WaitingLimit)
            _waiting.Dequeue().Frame.Dispose();
        _waiting.Enqueue(picture);
    }

    private int Send(ReadOnlySpan<byte> accessUnit, MediaTime position)
    {
        int answer = _session.Send(accessUnit, position.Ticks);

        // Drained, and nobody flushed: what comes now is a new beginning.
        if (answer == AvUtil.EndOfFile)
        {
            _session.Flush();
            answer = _session.Send(accessUnit, position.Ticks);
        }

        for (int tries = 0; answer == AvUtil.TryAgain && tries < WaitingLimit && TryReceive(out DecodedPicture picture); tries++)
        {
            Keep(picture);
            answer = _session.Send(accessUnit, position.Ticks);
        }

        return answer;
    }

    private bool TryReceive(out DecodedPicture picture)
    {
        for (int faults = 0; faults < FaultLimit; faults++)
        {
            FrameHandle frame = _spare ?? new();
            _spare = null;
            int answer = _session.Receive(frame);
            if (answer >= 0)
            {
                if (TryFinish(frame, out picture))
                    return true;
                continue;
            }

            _spare = frame;
            if (answer == AvUtil.TryAgain || answer == AvUtil.EndOfFile)
                break;
            Count(answer);
        }

        picture = default;
        return false;
    }

    private bool TryFinish(FrameHandle frame, out DecodedPicture picture)
    {
        picture = default;
        FrameFields fields = frame.Fields;
        long position = fields.Timestamp;
        bool isDamaged = _damage.Judge(position, fields.IsKey, fields.IsBidirectional, fields.IsDamaged);
        if (fields.Format != _hardwarePixels)
        {
            // The library itself went over to software: the device does not take this profile or size.
            _hardwarePixels = null;
            Name = _session.Name;
        }
        else if (!TryDownload(ref frame))
        {
            _damage.Damaged([], position);
            GiveUpHardware();
            return false;
        }

        if (!_converter.TryConvert(frame, out VideoFrame? converted))
        {
            Count(AvUtil.InvalidData);
            return false;
        }

        _counters = _counters with { Decoded = _counters.Decoded + 1, Damaged = _counters.Damaged + (isDamaged ? 1 : 0) };
        picture = new(converted, new(position), isDamaged);
        return true;
    }

    /// <summary>From the device's memory to the machine's; takes the frame over.</summary>
    private bool TryDownload(ref FrameHandle frame)
    {
        FrameHandle copy = new();
        int answer = AvUtil.Download(copy, frame, 0);
        if (answer >= 0)
            _ = AvUtil.CopyProperties(copy, frame);
        else
            Count(answer);
        frame.Dispose();
        frame = copy;
        if (answer < 0)
            copy.Dispose();
        return answer >= 0;
    }

    private void Count(int error) =>
        _counters = _counters with { Failed = _counters.Failed + 1, LastFault = $"{Name}: {AvUtil.Describe(error)}" };
}
