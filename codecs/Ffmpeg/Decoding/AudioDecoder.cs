using System.Diagnostics.CodeAnalysis;
using Streaming.Ffmpeg.Decoding.Native;
using Streaming.Formats.Payloads;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Decodes one sound stream to stereo in floats at a rate of choice; more channels are mixed down.</summary>
/// <remarks>
/// Used by one thread at a time. <see cref="Accept"/> one access unit, then <see cref="TryTake"/> until there is nothing more. What is
/// broken is counted and leaves a gap; nothing in a stream makes the decoder throw or end. What a resampler holds back (about 1 ms)
/// comes with the next frame, or by <see cref="Drain"/>.
/// </remarks>
public sealed class AudioDecoder : IDisposable
{
    /// <summary>Errors in a row that one call puts up with: more than an access unit has frames.</summary>
    private const int FaultLimit = 64;

    private readonly CodecSession _session;
    private readonly SoundConverter _converter;
    private readonly SoundTimeline _timeline = new();
    private readonly FrameHandle _frame = new();
    private bool _hasFrame;
    private bool _isDrained;
    private bool _followsGap = true;
    private bool _followsLoss;
    private DecoderCounters _counters;

    private AudioDecoder(CodecSession session, int rate)
    {
        _session = session;
        _converter = new(rate);
    }

    /// <summary>The decoder in the library's words.</summary>
    public string Name => _session.Name;

    public DecoderCounters Counters => _counters;

    /// <summary>Hertz of what comes out.</summary>
    public int Rate => _converter.Rate;

    /// <summary>A decoder for what a session description names; false, and why, where the coding or the libraries are missing.</summary>
    /// <param name="rate">Hertz of what comes out: 8 000 … 192 000.</param>
    public static bool TryCreate(
        PayloadDescription description, int rate, [NotNullWhen(true)] out AudioDecoder? decoder, out string trouble)
    {
        decoder = null;
        trouble = $"{description.EncodingName} is no sound coding that can be decoded";
        return CodedFormat.TryRead(description, out CodedFormat? format) && TryCreate(format, rate, out decoder, out trouble);
    }

    /// <inheritdoc cref="TryCreate(PayloadDescription, int, out AudioDecoder?, out string)"/>
    public static bool TryCreate(CodedFormat format, int rate, [NotNullWhen(true)] out AudioDecoder? decoder, out string trouble)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 8_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 192_000);
        decoder = null;
        trouble = $"{format.Codec} is no sound coding that can be decoded";
        if (!DecoderNames.IsSound(format.Codec) || !FfmpegLibraries.TryLoad(out trouble))
            return false;
        if (CodecSession.TryOpen(DecoderNames.Of(format.Codec), format, 1, null, out CodecSession? session, out trouble))
            decoder = new(session, rate);
        return decoder is not null;
    }

    /// <summary>Takes the next access unit: one coded frame, in its stored form.</summary>
    /// <param name="position">When its first sample is heard.</param>
    /// <param name="followsLoss">
    /// Frames in front of it were lost: it does not continue what there was. Films' times jitter, so they alone cannot tell a lost frame.
    /// </param>
    public void Accept(ReadOnlySpan<byte> accessUnit, MediaTime position, bool followsLoss = false)
    {
        _followsLoss |= followsLoss;
        _counters = _counters with { Accepted = _counters.Accepted + 1 };
        if (_isDrained)
            Flush();
        int answer = _session.Send(accessUnit, position.Ticks);

        // What the caller did not take is out of date.
        for (int tries = 0; answer == AvUtil.TryAgain && tries < FaultLimit; tries++)
        {
            _hasFrame = false;
            _ = _session.Receive(_frame);
            answer = _session.Send(accessUnit, position.Ticks);
        }

        if (answer < 0)
            Count(answer);
    }

    /// <summary>The next piece of sound.</summary>
    public bool TryTake(out DecodedSound sound)
    {
        while (_hasFrame || TryReceive())
        {
            _hasFrame = true;
            FrameFields frame = _frame.Fields;
            long position = frame.Timestamp;
            if (!_converter.Continues(frame) || !_timeline.TryContinue(position, frame.SampleRate, _followsLoss))
            {
                // First the end of what was before, in a piece of its own; then this frame again.
                if (TryFinish(out sound))
                    return true;
                _hasFrame = _converter.TryStart(frame);
                if (!_hasFrame)
                {
                    Count(AvUtil.InvalidData);
                    continue;
                }

                _timeline.Start(position, frame.SampleRate, Rate);
                _followsGap = true;
            }

            _hasFrame = _followsLoss = false;
            _timeline.Accept(frame.SampleCount);
            if (TryGive(_converter.Convert(frame), out sound))
                return true;
        }

        if (_isDrained && TryFinish(out sound))
            return true;
        sound = default;
        return false;
    }

    /// <summary>Nothing more comes: the end that resampling holds back can be taken. Go on with <see cref="Flush"/>.</summary>
    public void Drain()
    {
        _isDrained = true;
        _ = _session.SendEnd();
    }

    /// <summary>Forgets everything, as after a seek.</summary>
    public void Flush()
    {
        _session.Flush();
        _converter.Stop();
        _timeline.Stop();
        _hasFrame = _isDrained = _followsLoss = false;
        _followsGap = true;
    }

    public void Dispose()
    {
        _frame.Dispose();
        _converter.Dispose();
        _session.Dispose();
    }

    private bool TryReceive()
    {
        for (int faults = 0; faults < FaultLimit; faults++)
        {
            int answer = _session.Receive(_frame);
            if (answer >= 0)
            {
                _counters = _counters with
                {
                    Decoded = _counters.Decoded + 1, Damaged = _counters.Damaged + (_frame.Fields.IsDamaged ? 1 : 0),
                };
                return true;
            }

            if (answer == AvUtil.TryAgain || answer == AvUtil.EndOfFile)
                return false;
            Count(answer);
        }

        return false;
    }

    private bool TryFinish(out DecodedSound sound)
    {
        bool isThere = TryGive(_converter.Finish(), out sound);
        _converter.Stop();
        _timeline.Stop();
        return isThere;
    }

    private bool TryGive(ReadOnlySpan<float> samples, out DecodedSound sound)
    {
        sound = default;
        if (samples.IsEmpty)
            return false;
        sound = new(_timeline.Take(samples.Length / DecodedSound.Channels), samples, _followsGap);
        _followsGap = false;
        return true;
    }

    /// <summary>What is refused leaves a hole.</summary>
    private void Count(int error) =>
        (_followsLoss, _counters) = (
            true, _counters with { Failed = _counters.Failed + 1, LastFault = $"{Name}: {AvUtil.Describe(error)}" });
}
