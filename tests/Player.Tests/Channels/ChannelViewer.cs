using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Channels;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;
using Streaming.Player.Tests.Playout;
using Streaming.Primitives.Chance;

namespace Streaming.Player.Tests.Channels;

/// <summary>A receiver of the simulated channel with a clock of its own, behind a network of its own.</summary>
internal sealed class ChannelViewer : IDisposable
{
    private readonly PriorityQueue<Action<Instant>, (double At, int Order)> _coming = new();
    private readonly SeededRandom _random;
    private readonly double _way;
    private readonly double _jitter;
    private readonly double _offset;
    private readonly double _drift;
    private readonly RigStream[] _streams;
    private readonly ChannelReception _reception;
    private int _order;
    private double _reportAt;

    /// <param name="way">The shortest one, in seconds, and the mean of what comes on top.</param>
    public ChannelViewer(ulong seed, double way, double jitter, OfferedChannel channel)
    {
        _random = new(seed);
        (_way, _jitter) = (way, jitter);
        _offset = 3_000 + (20 * (_random.NextDouble() - 0.5));
        _drift = _random.Next(-200, 201) / 1e6;
        Playout = new(new());
        _reception = new(Playout, seed);
        ReorderPolicy policy = new(TimeSpan.FromMilliseconds(60));
        _streams =
        [
            new(_reception.Listener!, 0, TrackKind.Video, new(96, "H264", ClockRate.Video, 0, ""), policy, inGroup: true),
            new(_reception.Listener!, 1, TrackKind.Audio, new(0, "PCMU", new(8_000), 1, ""), policy, inGroup: true),
        ];
        OfferedTrack[] tracks = [.. _streams.Select(stream => stream.Active.Setup.Track)];
        _reception.Described(new("channel", "rtsp://h/channels/c", null, tracks) { Channel = channel }, default);
    }

    public SessionPlayout Playout { get; }

    public ChannelReception Reception => _reception;

    /// <summary>When PLAY was answered, by true time.</summary>
    public double? Began { get; private set; }

    /// <summary>What was said by the last report: when the position of the packet is presented, by the server's clock.</summary>
    public List<(MediaTime Position, NtpTime Presented)> Said { get; } = [];

    public Instant Local(double time) => Instant.FromSeconds(_offset + (time * (1 + _drift)));

    public double True(Instant local) => ((local.Ticks / (double)TimeSpan.TicksPerSecond) - _offset) / (1 + _drift);

    /// <summary>PLAY is asked for; what the server is told is answered at once.</summary>
    /// <param name="hasBurst">Whether it is sent what it lacks, in a quarter of the time.</param>
    public void Join(ChannelStudio studio, double now, bool hasBurst = false)
    {
        double there = now + Way();
        MediaTime common = studio.CommonAt(there);
        RtpInfoEntry[] info = [.. _streams.Select((stream, i) => ChannelStudio.Follow(stream, i, common))];
        double answer = there + Way(), burst = answer;
        foreach ((int stream, byte[] payload, TimeSpan axis) in hasBurst ? studio.Burst(common) : [])
        {
            byte[] wire = _streams[stream].Write(payload, axis);
            At(burst += 0.003, local => _streams[stream].Active.Receive.AcceptRepaired(wire, PacketOrigin.Burst, local));
        }

        At(answer, local =>
        {
            Began = True(local);
            PlayAnswer played = new(Local(now), local, common, null, info);
            PlaySegment segment = new(1, common, null, 1, PlayRate.Normal, false);
            foreach (RigStream stream in _streams)
                _reception.Opened(stream.Active, local);
            _reception.Began(played, local);
            _reception.Listener!.Opened([.. _streams.Select(stream => stream.Active)], local);
            _reception.Listener!.Began(segment, local);
            for (int i = 0; i < _streams.Length; i++)
                _streams[i].Active.Begin(info[i], null, local);
            _reportAt = True(local) + 1 + _random.NextDouble();
        });
        studio.Viewers.Add(this);
    }

    public void Send(int stream, byte[] payload, TimeSpan axis, double now, double loss)
    {
        byte[] wire = _streams[stream].Write(payload, axis);
        if (_random.NextDouble() >= loss)
            At(now + Way(), local => _streams[stream].Active.Accept(wire, local));
    }

    public void Tell(int stream, byte[] compound, double now) => At(now + Way(), local =>
    {
        RigStream to = _streams[stream];
        to.Active.AcceptReport(compound, local);
        if (Began is not null)
            _reception.Reported(to.Active, compound, local);
    });

    /// <summary>Lets everything happen up to a time.</summary>
    public void Run(ChannelStudio studio, double end)
    {
        while (true)
        {
            double next = _coming.TryPeek(out _, out (double At, int) first) ? first.At : double.MaxValue;
            if (Began is not null)
            {
                Instant own = Instant.Min(Playout.Next, _reception.Next);
                foreach (RigStream stream in _streams)
                    own = Instant.Min(own, stream.Active.Receive.Next);
                next = Math.Min(Math.Min(next, _reportAt), own == Instant.Never ? double.MaxValue : True(own) + 1e-7);
            }

            if (next > end)
                return;
            Step(studio, next);
        }
    }

    public void Dispose()
    {
        _reception.Dispose();
        Playout.Dispose();
    }

    private void Step(ChannelStudio studio, double now)
    {
        Instant local = Local(now);
        while (_coming.TryPeek(out _, out (double At, int) due) && due.At <= now)
            _coming.Dequeue()(local);
        if (Began is null)
            return;
        foreach (RigStream stream in _streams)
            stream.Active.Drain(local);
        Playout.Advance(local);
        if (_reception.Next <= local)
            _reception.Advance([.. _streams.Select(stream => stream.Active)], local);
        foreach (RigStream stream in _streams)
        {
            while (Playout.TryTake(stream.Active, out CodedSample? sample))
                sample.Release();
        }

        if (_reportAt <= now)
            Report(studio, local, now);
    }

    private void Report(ChannelStudio studio, Instant local, double now)
    {
        _reportAt = now + 2.5 + (5 * _random.NextDouble());
        Span<byte> wire = stackalloc byte[IChannelReception.MostBlocks];
        int size = _reception.WriteBlocks(_streams[1].Active, local, wire);
        CompoundWriter writer = new(stackalloc byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(99), []);
        writer.SourceDescription(new(99), "viewer");
        writer.ExtendedReport(new(99), wire[..size]);
        byte[] compound = writer.Written.ToArray();
        double arrival = now + Way();
        if (studio.Hear(compound, _streams[1], arrival, Said) is { } answer)
            Tell(1, answer, arrival);
    }

    private void At(double time, Action<Instant> act) => _coming.Enqueue(act, (time, _order++));

    private double Way() => _way - (_jitter * Math.Log(1 - _random.NextDouble()));
}
