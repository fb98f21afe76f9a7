using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;

namespace Streaming.Player.Tests.Playout;

/// <summary>A sender of pictures and sound, playout behind the real receiving side, and a viewer, in one virtual time.</summary>
/// <remarks>Every payload ends with the film's position that it stands for, so that what comes out can be held against it. Stamps and
/// numbers
/// wrap a second after the beginning.</remarks>
internal sealed class PlayoutRig
{
    public const int KeyEvery = 25;
    private static readonly NtpTime Noon = new(0xffff_fff0_0000_0000);
    private readonly PriorityQueue<(RigStream To, byte[] Wire), (Instant At, int Order)> _flying = new();
    private int _order;
    private TimeSpan _axis;
    private TimeSpan _segmentAxis;
    private int _pictures;

    public PlayoutRig(PlayoutOptions? options = null, bool hasSound = true, bool hasPicture = true, TimeSpan wait = default)
    {
        Playout = new(options ?? new());
        ReorderPolicy policy = new(wait == default ? TimeSpan.FromMilliseconds(50) : wait);
        Picture = new(Playout, 0, TrackKind.Video, new(96, "H264", ClockRate.Video, 0, ""), policy);
        Sound = new(Playout, 1, TrackKind.Audio, new(0, "PCMU", new(8_000), 1, ""), policy);
        Streams = [.. hasPicture ? [Picture] : (RigStream[])[], .. hasSound ? [Sound] : (RigStream[])[]];
        Playout.Opened([.. Streams.Select(stream => stream.Active)], Now);
    }

    public SessionPlayout Playout { get; }

    public RigStream Picture { get; }

    public RigStream Sound { get; }

    public IReadOnlyList<RigStream> Streams { get; }

    public Instant Now { get; private set; } = Instant.FromSeconds(1_000);

    public PlaySegment? Segment { get; private set; }

    /// <summary>Samples are left where they are.</summary>
    public bool TakesNothing { get; set; }

    public List<RigSample> Taken { get; } = [];

    /// <summary>Rate, level and verb after every step.</summary>
    public List<(Instant At, PlayoutStatistics Statistics)> Seen { get; } = [];

    private MediaTime FilmPosition => Segment!.Start + (_axis - _segmentAxis);

    public CodedSample Sample(double position, bool isKey, bool followsLoss = false) =>
        CodedSample.Copy(Picture.Active, 1, MediaTime.FromSeconds(position), [1], true, isKey, followsLoss);

    /// <summary>PLAY is answered.</summary>
    /// <param name="told">Whether RTP-Info says which stamps playing begins at.</param>
    public PlayoutRig Begin(
        double start, bool told = true, bool goesOn = false, double scale = 1, PlayRate? speed = null, double? end = null)
    {
        MediaTime from = goesOn ? FilmPosition : MediaTime.FromSeconds(start);
        TimeSpan? played = goesOn ? from - Segment!.Start : null;
        MediaTime? to = end is { } seconds ? MediaTime.FromSeconds(seconds) : null;
        Segment = new((Segment?.Number ?? 0) + 1, from, to, scale, speed ?? PlayRate.Normal, goesOn);
        _segmentAxis = _axis;
        _pictures = goesOn ? _pictures : 0;
        Playout.Began(Segment, Now);
        foreach (RigStream stream in Streams)
            stream.Active.Begin(new("", stream.Next, told ? stream.StampAt(_axis) : null), played, Now);
        return this;
    }

    /// <summary>Time passes, and the film is sent in it.</summary>
    /// <param name="transit">How long a packet is under way; null: it is lost. Without this, 10 ms.</param>
    public PlayoutRig Play(double seconds, Func<RigStream, TimeSpan, TimeSpan?>? transit = null)
    {
        Instant end = Now + TimeSpan.FromSeconds(seconds);
        TimeSpan step = TimeSpan.FromMilliseconds(20) / (Segment?.Speed ?? PlayRate.Normal);
        for (TimeSpan sent = TimeSpan.Zero; Now < end; sent += step)
        {
            foreach (RigStream stream in Streams)
            {
                bool isDue = stream == Sound || _axis.Ticks / TimeSpan.TicksPerMillisecond % 40 == 0;
                if (isDue)
                    Send(stream, (transit ?? ((_, _) => TimeSpan.FromMilliseconds(10)))(stream, sent));
            }

            _axis += TimeSpan.FromMilliseconds(20);
            Wait(Now + step);
        }

        return this;
    }

    /// <summary>Time passes, and nothing is sent.</summary>
    public PlayoutRig Pass(double seconds)
    {
        Wait(Now + TimeSpan.FromSeconds(seconds));
        return this;
    }

    /// <summary>A sender report of a stream, whose clock is off by so many seconds.</summary>
    public PlayoutRig Report(RigStream stream, double off = 0)
    {
        long time = stream.Active.Receive.TimeOf(stream.StampAt(_axis));
        Playout.Synchronised(stream.Active, time, Noon + _axis + TimeSpan.FromSeconds(off), Now);
        return this;
    }

    private void Send(RigStream stream, TimeSpan? transit)
    {
        int size = stream == Sound ? 160 : 60;
        byte[] payload = new byte[size];
        if (stream == Picture)
            payload[0] = (byte)(_pictures++ % KeyEvery == 0 ? 0x65 : 0x41);
        payload.AsSpan(1).Fill(0xff);
        BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(size - 9), FilmPosition.Ticks);
        byte[] wire = stream.Write(payload, _axis);
        if (transit is { } time)
            _flying.Enqueue((stream, wire), (Now + time, _order++));
    }

    private void Wait(Instant end)
    {
        while (true)
        {
            Instant next = Instant.Min(Playout.Next, _flying.TryPeek(out _, out (Instant At, int) first) ? first.At : Instant.Never);
            foreach (RigStream stream in Streams)
                next = Instant.Min(next, stream.Active.Receive.Next);
            if (next > end)
                break;
            Now = Instant.Max(Now, next);
            while (_flying.TryPeek(out _, out (Instant At, int) due) && due.At <= Now)
            {
                (RigStream to, byte[] wire) = _flying.Dequeue();
                to.Active.Accept(wire, Now);
            }

            foreach (RigStream stream in Streams)
                stream.Active.Drain(Now);
            Playout.Advance(Now);
            Look();
        }

        Now = end;
    }

    private void Look()
    {
        Seen.Add((Now, Playout.Snapshot(Now)));
        foreach (RigStream stream in Streams)
        {
            while (!TakesNothing && Playout.TryTake(stream.Active, out CodedSample? sample))
            {
                MediaTime truth = new(BinaryPrimitives.ReadInt64BigEndian(sample.Bytes[^9..]));
                Taken.Add(new(stream, sample.Segment, sample.Position, truth, sample.IsKey, sample.FollowsLoss, Now));
                sample.Release();
            }
        }
    }
}
