using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Player.Channels;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;
using Streaming.Player.Tests.Playout;

namespace Streaming.Player.Tests.Channels;

/// <summary>Lanes of one picture, 25 a second and a key picture every second, through the real receiving side and the seam to whoever
/// keeps what is handed on.</summary>
internal sealed class SeamRig : IStreamListener
{
    public const int KeyEvery = 25;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(40);

    private static readonly Instant Origin = Instant.FromSeconds(1_000);

    private readonly PriorityQueue<(RigStream Lane, byte[] Wire), (Instant At, int Order)> _coming = new();
    private readonly List<RigStream> _open = [];
    private int _order;

    public SeamRig()
    {
        Seam = new(this);
        Lanes = [.. Enumerable.Range(0, 3).Select(i => new RigStream(
            Seam, i, TrackKind.Video, new(96, "H264", ClockRate.Video, 0, ""), new(TimeSpan.FromMilliseconds(30)), $"{i}"))];
    }

    public LayerSeam Seam { get; }

    public RigStream[] Lanes { get; }

    public Instant Now { get; private set; } = Origin;

    /// <summary>The number of the picture that is sent next.</summary>
    public int Picture { get; private set; }

    /// <summary>What was handed on: which lane's, which picture, and when.</summary>
    public List<(int Lane, int Picture, long Time, Instant At)> Taken { get; } = [];

    public List<ActiveStream> Told { get; } = [];

    public int Losses { get; private set; }

    /// <summary>How long after it was sent a picture is needed.</summary>
    public TimeSpan Needed { get; init; } = TimeSpan.FromSeconds(1);

    public SeamRig Open(int lane)
    {
        RigStream stream = Lanes[lane];
        _open.Add(stream);
        Seam.Opened([.. _open.Select(one => one.Active)], Now);
        stream.Active.Begin(new("", stream.Next, stream.StampAt(TimeSpan.Zero)), null, Now);
        return this;
    }

    public SeamRig Close(int lane)
    {
        _open.Remove(Lanes[lane]);
        Seam.Opened([.. _open.Select(one => one.Active)], Now);
        return this;
    }

    public SeamRig Want(int lane)
    {
        Seam.Want(Lanes[lane].Active.Setup.Track, Now);
        return this;
    }

    /// <param name="delay">Of a lane's picture; null: it is lost.</param>
    public SeamRig Send(int pictures, Func<int, int, TimeSpan?>? delay = null)
    {
        for (int i = 0; i < pictures; i++, Picture++)
        {
            for (int lane = 0; lane < Lanes.Length; lane++)
            {
                byte[] payload = new byte[30];
                payload.AsSpan().Fill(0xff);
                payload[0] = (byte)(Picture % KeyEvery == 0 ? 0x65 : 0x41);
                payload[1] = (byte)(lane + 1);
                BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(2), Picture + 0x01010101);
                byte[] wire = Lanes[lane].Write(payload, Interval * Picture);
                if (_open.Contains(Lanes[lane]) && (delay ?? ((_, _) => TimeSpan.FromMilliseconds(5)))(lane, Picture) is { } way)
                    _coming.Enqueue((Lanes[lane], wire), (Now + way, _order++));
            }

            Pass(Now + Interval);
        }

        return this;
    }

    public void Opened(IReadOnlyList<ActiveStream> streams, Instant now)
    {
        Told.Clear();
        Told.AddRange(streams);
    }

    public void Began(PlaySegment segment, Instant now)
    {
    }

    public void Arrived(ActiveStream stream, long time, Instant arrival) => Assert.Same(Lanes[0].Active, stream);

    public void Repaired(ActiveStream stream, long time, Instant now)
    {
    }

    public void RepairTakes(ActiveStream stream, TimeSpan takes)
    {
    }

    public void Synchronised(ActiveStream stream, long time, NtpTime wall, Instant now)
    {
    }

    public void Sample(ActiveStream stream, in ReceivedSample sample, Instant now)
    {
        Assert.Same(Lanes[0].Active, stream);

        // Behind a start code of four bytes.
        ReadOnlySpan<byte> bytes = sample.Bytes.Span[^30..];
        Taken.Add((bytes[1] - 1, BinaryPrimitives.ReadInt32BigEndian(bytes[2..]) - 0x01010101, sample.Time, now));
    }

    public void Lost(ActiveStream stream, in PacketLoss loss, Instant now) => Losses += loss.Count;

    public void Ended(ActiveStream stream, Instant now)
    {
    }

    public Instant? NeededBy(ActiveStream stream, long time)
    {
        long units = unchecked((int)((uint)time - Lanes[0].StampAt(TimeSpan.Zero).Value));
        return Origin + ClockRate.Video.ToLength(units) + Needed;
    }

    private void Pass(Instant end)
    {
        while (true)
        {
            Instant next = Instant.Min(Seam.Next, _coming.TryPeek(out _, out (Instant At, int) first) ? first.At : Instant.Never);
            foreach (RigStream lane in _open)
                next = Instant.Min(next, lane.Active.Receive.Next);
            if (next > end)
                break;
            Now = Instant.Max(Now, next);
            while (_coming.TryPeek(out _, out (Instant At, int) due) && due.At <= Now)
            {
                (RigStream lane, byte[] wire) = _coming.Dequeue();
                if (_open.Contains(lane))
                    lane.Active.Accept(wire, Now);
            }

            foreach (RigStream lane in _open)
                lane.Active.Drain(Now);
            Seam.Advance(Now);
        }

        Now = end;
    }
}
