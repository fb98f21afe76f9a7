using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Player.Sessions;

namespace Streaming.Player.Playout;

/// <summary>What playout holds of one stream: its timeline, how far it has come, and the samples that wait for its decoder.</summary>
internal sealed class StreamPart
{
    /// <summary>Twelve seconds (the largest buffer of a contract and the ceiling of our own) of 20 Mb/s.</summary>
    private const long MostBytes = 30_000_000;

    /// <summary>The same twelve seconds of frames of sound of 5 ms, and pictures at 200 a second.</summary>
    private const int MostSamples = 2_400;

    /// <summary>Packets whose arrival is remembered: those a sample of 300 kB came in.</summary>
    private const int Remembered = 256;

    private readonly Queue<CodedSample> _samples = new();
    private readonly (long Time, Instant At)[] _arrivals = new (long, Instant)[Remembered];
    private readonly string _codec;
    private readonly bool _keepsBytes;
    private readonly DecodingOrder _order = new();

    /// <summary>How far out of their order the server sends samples; null: it does not.</summary>
    private readonly UnitDisplacement? _displacement;
    private int _arrived;
    private long _bytes;
    private bool _followsLoss;
    private bool _waitsForKey;
    private bool _isUntold;
    private Instant _wholeAt;

    /// <param name="keepsBytes">False: samples have their length alone.</param>
    public StreamPart(ActiveStream stream, bool keepsBytes)
    {
        (Stream, _keepsBytes) = (stream, keepsBytes);
        TrackKind kind = stream.Setup.Track.Kind;
        _codec = stream.Setup.Track.Codec.ToUpperInvariant();
        IsPicture = kind == TrackKind.Video;
        IsSound = kind == TrackKind.Audio;
        _displacement = PayloadFormats.DisplacementOf(stream.Setup.Track.Payload!);
        Level = new(kind is TrackKind.Video or TrackKind.Audio, _displacement);
        Timeline = new(stream.Setup.Track.Payload!.Clock);
    }

    public ActiveStream Stream { get; }

    public StreamTimeline Timeline { get; }

    public StreamLevel Level { get; }

    public bool IsPicture { get; }

    public bool IsSound { get; }

    /// <summary>A decoder of pictures can begin: a whole key picture of the segment has come.</summary>
    public bool HasKey { get; private set; }

    /// <summary>How much earlier than it is shown a picture is needed, because others are made from it: the deepest reordering
    /// seen.</summary>
    public TimeSpan ReorderDepth { get; private set; }

    /// <summary>The highest position of a sample that has come.</summary>
    public MediaTime Highest { get; private set; }

    /// <summary>How long decoding takes: the longest of late.</summary>
    public TimeSpan Decode { get; private set; }

    /// <summary>How long samples waited for packets that were missed: the longest of late.</summary>
    public TimeSpan Repair { get; private set; }

    /// <summary>How much later packets come that are repaired.</summary>
    public TimeSpan RepairTakes { get; set; }

    public int Waiting => _samples.Count;

    public ByteCount WaitingBytes => new(_bytes);

    public long Overflowed { get; private set; }

    public long Late { get; private set; }

    public long Lost { get; private set; }

    public void Begin(PlaySegment segment)
    {
        Timeline.Begin(segment);
        _isUntold = true;
        if (segment.GoesOn)
        {
            Level.HasEnded = false;
            return;
        }

        Clear();
        _order.Begin();
        Level.Begin();
        HasKey = _followsLoss = _waitsForKey = false;
        _wholeAt = default;
        Highest = segment.Start;
    }

    /// <summary>By the first packet of a segment the receiving side knows what RTP-Info said; when it begins it does not yet.</summary>
    public void Settle()
    {
        if (_isUntold && -Stream.Receive.SinceStart(0L) is { } anchor)
            Timeline.Tell(anchor);
        _isUntold = false;
    }

    public void Arrived(long time, Instant arrival)
    {
        _arrivals[_arrived % Remembered] = (time, arrival);
        _arrived++;
    }

    public void GaveUp(int packets)
    {
        // Out of order, what was lost lies between samples that are still to come: they say so themselves.
        Lost += packets;
        _followsLoss |= _displacement is null;
    }

    /// <param name="due">The clock's position; null before it has started.</param>
    /// <returns>The position of what can be shown with it, or heard, and when the network had brought all of it that it brings: what was
    /// waited for because it was lost is no delay of the network's. Null where a decoder still holds it back.</returns>
    public (MediaTime Position, Instant At)? Add(PlaySegment segment, in ReceivedSample sample, MediaTime? due, Instant now)
    {
        MediaTime position = Timeline.PositionOf(sample.Time);
        bool isKey = SampleKeys.IsKey(_codec, sample.Bytes.Span);
        Level.Complete(position);
        Instant? arrival = ArrivalOf(sample.Time);
        _wholeAt = Instant.Max(_wholeAt, arrival ?? _wholeAt);
        Repair = Recent(Repair, now - (arrival ?? now));
        ReorderDepth = IsPicture && position < Highest ? Recent(ReorderDepth, Highest - position) : ReorderDepth - (ReorderDepth / 64);
        Highest = MediaTime.Max(Highest, position);
        HasKey |= isKey && sample.IsComplete;
        if (position < due)
            Late++;
        MediaTime? shown = IsPicture ? _order.Accept(position) : position;

        // Of what the network brought nothing of there is nothing to learn: a burst at the beginning is seconds old.
        (MediaTime, Instant)? ready = shown is { } next && arrival is not null ? (next, _wholeAt) : null;
        if (!HasRoom(isKey))
            return ready;
        _bytes += sample.Bytes.Length;
        _followsLoss |= sample.FollowsGap;
        _samples.Enqueue(_keepsBytes
            ? CodedSample.Copy(Stream, segment.Number, position, sample.Bytes.Span, sample.IsComplete, isKey, _followsLoss)
            : CodedSample.WithoutBytes(Stream, segment.Number, position, sample.Bytes.Length, sample.IsComplete, isKey, _followsLoss));
        _followsLoss = !sample.IsComplete;
        return ready;
    }

    /// <summary>The position of the first that waits for what is missing in front of a packet of that time. Pictures are decoded in another
    /// order than they are shown in, and the one shown first of those under way lies the depth of reordering behind the highest; of
    /// interleaved sound, what follows on the last that is in order is what is missing.</summary>
    public MediaTime FirstBehind(long time) => _displacement is { Unit: var unit } && Level.Whole is { } whole
        ? MediaTime.Min(Timeline.PositionOf(time), whole + unit)
        : MediaTime.Max(Timeline.PositionOf(time), Highest) - ReorderDepth;

    public bool TryTake([NotNullWhen(true)] out CodedSample? sample)
    {
        if (!_samples.TryDequeue(out sample))
            return false;
        _bytes -= sample.Length;
        return true;
    }

    public void Decoded(TimeSpan took) => Decode = Recent(Decode, took);

    public void Clear()
    {
        while (TryTake(out CodedSample? sample))
            sample.Release();
    }

    /// <summary>Grows at once and shrinks by a sixty-fourth: two seconds of pictures.</summary>
    private static TimeSpan Recent(TimeSpan before, TimeSpan value) => value > before ? value : before - ((before - value) / 64);

    /// <summary>What finds no room is dropped with all that cannot be shown without it.</summary>
    private bool HasRoom(bool isKey)
    {
        if (_samples.Count < MostSamples && _bytes < MostBytes && (isKey || !_waitsForKey))
        {
            _waitsForKey = false;
            return true;
        }

        Overflowed++;
        _followsLoss = true;
        _waitsForKey = IsPicture;
        return false;
    }

    /// <summary>When the last packet of a timestamp came; null where the network brought none.</summary>
    private Instant? ArrivalOf(long time)
    {
        for (int i = _arrived - 1; i >= 0 && i > _arrived - 1 - Remembered; i--)
        {
            if (_arrivals[i % Remembered].Time == time)
                return _arrivals[i % Remembered].At;
        }

        return null;
    }
}
