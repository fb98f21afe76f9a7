using System.Net;
using Streaming.Formats.Rtp;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Policing;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>The data plane in virtual time: sends what is due at the very tick it is due, and does at once what control asks of
/// it.</summary>
/// <param name="isSilent">It says that it does, and sends nothing.</param>
/// <remarks>What it tells control it tells between two senders, never while control is calling: nobody ever waits.</remarks>
internal sealed class VirtualDelivery(IServerWire wire, IServerWitness witness, bool isSilent) : IDelivery, IPacketSink
{
    private const int MediaPort = 8_000;

    private readonly Dictionary<ISender, SenderRun> _runs = [];
    private readonly ReportRoutes _reports = new();
    private readonly DepartureHeap _heap = new();
    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];
    private readonly byte[] _packet = new byte[65_536];
    private Instant _now;
    private long _lastRun;

    public int RtpPort => MediaPort;

    public int RtcpPort => MediaPort + 1;

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant Next => _heap.Next;

    /// <summary>Films that are being sent.</summary>
    public int Playing { get; private set; }

    /// <summary>Sends everything that is due.</summary>
    public void Advance(Instant now)
    {
        _now = now;
        while (_heap.Next <= now)
        {
            SenderRun run = _heap.First;
            if (run.Farewell is not null)
                SayFarewell(run);
            else
                Emit(run);
        }
    }

    /// <summary>Tells of those who have fallen silent. Twice a second.</summary>
    public void Look(Instant now)
    {
        foreach (SenderRun run in _runs.Values.ToArray())
        {
            if (run.IsRunning && run.Sender.IsSilent(now))
                run.Events?.Silent(run.Sender);
        }
    }

    /// <summary>A datagram has come to the port of reports.</summary>
    public void AcceptReport(IPEndPoint from, ReadOnlySpan<byte> compound, Instant now)
    {
        foreach (SenderRun run in _reports.For(from))
        {
            if (TryAccept(run, from, compound, now))
                return;
        }
    }

    public void Start(ISender sender, ISendEvents events)
    {
        SenderRun run = _runs.GetValueOrDefault(sender) ?? Take(sender);
        run.Events = events;
        foreach (SendStream stream in sender.Streams)
        {
            stream.SinkState = WayFor(run, stream.Transport);
            foreach (RepairStream? mending in (ReadOnlySpan<RepairStream?>)[stream.Repair?.Parity, stream.Repair?.Resends])
                mending?.SinkState = WayFor(run, mending.Transport);
        }

        foreach (WholeStream stream in sender.WholeStreams)
            stream.SinkState = WayFor(run, stream.Transport);
        if (!run.IsRunning)
            SetRunning(run, true);
        run.Farewell = null;
        Wake(run);
    }

    public Task StopAsync(ISender sender)
    {
        if (_runs.TryGetValue(sender, out SenderRun? run))
        {
            Release(run);
            run.Farewell = null;
        }

        return Task.CompletedTask;
    }

    public Task<bool> DoAsync(ISender sender, Action<Instant> work)
    {
        if (!_runs.TryGetValue(sender, out SenderRun? run) || !run.IsRunning)
            return Task.FromResult(false);
        work(_now);
        Wake(run);
        return Task.FromResult(true);
    }

    public Task<bool> ChangeAsync(SendSession session, SendChange change) => DoAsync(session, now => session.Change(change, now));

    public void Bye(ISender sender, string reason)
    {
        if (!_runs.Remove(sender, out SenderRun? run))
            return;
        Release(run);
        _reports.Remove(run);
        if (isSilent)
            return;
        run.Farewell = reason;
        SayFarewell(run);
    }

    public void Attach(ISender sender, OutgoingStream stream, StreamTransport transport, MemberDelivery member)
    {
        if (!_runs.TryGetValue(sender, out SenderRun? run) || WayFor(run, transport, member) is not { } way)
            return;
        member.Add(stream, way.Reports);
        _reports.Expect(way.Reports, run);
        stream.SinkState = stream.SinkState switch
        {
            Way one => new[] { one, way },
            Way[] several => new List<Way>(several) { way }.ToArray(),
            _ => way,
        };
    }

    public void Detach(OutgoingStream stream, MemberDelivery member)
    {
        Way[] left = [.. WaysOf(stream.SinkState).ToArray().Where(way => way.Member != member)];
        stream.SinkState = left.Length switch { 0 => null, 1 => left[0], _ => left };
        foreach (IPEndPoint end in member.Remove(stream))
            _reports.Unexpect(end);
    }

    public IPAddress SourceOf(StreamTransport.Group group) => VirtualServerOptions.Address.Address;

    /// <summary>What is asked from now on is asked at that time.</summary>
    public void SetTime(Instant now) => _now = now;

    public PacketWriter Begin() => new(_inline, _parts);

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        if (stream.SinkState is null)
            return;
        Span<byte> bytes = _packet.AsSpan(0, packet.Length);
        bool isRead = packet.TryCopyTo(bytes, stream.Film);
        Invariant.That(isRead, "the films of a shelf can be read to their end");
        Send(stream, bytes, isReport: false, stream.Marking, stream.Deadline, due);
    }

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due) =>
        Send(stream, packet, isReport: false, stream.Marking, Instant.Never, due);

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound) =>
        Send(stream, compound, isReport: true, stream.ControlMarking, _now, _now);

    private static Way? WayFor(SenderRun run, StreamTransport transport, MemberDelivery? member = null) => transport switch
    {
        StreamTransport.Udp udp => new(run, udp.Rtp, udp.Rtcp, member),
        StreamTransport.Group group => new(run, group.Rtp, group.Rtcp, member),
        _ => null,
    };

    private static ReadOnlySpan<Way> WaysOf(object? state) => state switch
    {
        Way one => new[] { one },
        Way[] several => several,
        _ => [],
    };

    private void Send(OutgoingStream stream, ReadOnlySpan<byte> packet, bool isReport, Dscp marking, Instant deadline, Instant due)
    {
        if (stream.SinkState is Way way)
        {
            Send(way, packet, isReport, marking, deadline, due);
            return;
        }

        foreach (Way one in WaysOf(stream.SinkState))
            Send(one, packet, isReport, marking, deadline, due);
    }

    private void Send(Way way, ReadOnlySpan<byte> packet, bool isReport, Dscp marking, Instant deadline, Instant due)
    {
        SenderRun run = way.Run;
        if (run.Session?.Traffic is { } traffic && !ReferenceEquals(traffic, run.Traffic))
            witness.Traffic(run.Client!, run.Traffic = traffic, _now);
        if (way.Member is IFlow member && !isReport)
            member.CountSent(1, packet.Length, due, deadline, _now);
        else if (way.Member is null)
            run.Sender.Meter.Sent(new Tally(1, DatagramSizes.Of(packet.Length)), isReport ? TimeSpan.Zero : _now - deadline, _now);
        wire.Datagram(isReport ? way.Reports : way.Media, packet, isReport, marking, _now);
    }

    private void Emit(SenderRun run)
    {
        ISender sender = run.Sender;
        sender.Emit(_now, this);
        if (sender.TryTakeChange(out ChangePoint? point))
            run.Events?.Changed(sender, point);
        if (sender.HasNews)
            run.Events?.News(sender);
        if (!run.IsRunning)
            return;
        if (!sender.AtEnd)
        {
            _heap.Set(run, sender.Next);
            return;
        }

        Release(run);
        run.Events?.Ended(sender);
    }

    private bool TryAccept(SenderRun run, IPEndPoint from, ReadOnlySpan<byte> compound, Instant now)
    {
        if (!run.Sender.AcceptRtcp(compound, from, now))
            return false;
        if (run.Sender.TryCall() && run.IsRunning)
            Wake(run);
        run.Events?.Heard(run.Sender, from);
        return true;
    }

    /// <summary>It has something to do now.</summary>
    private void Wake(SenderRun run)
    {
        if (!isSilent)
            _heap.Set(run, _now);
    }

    /// <summary>Says goodbye, by and by where the shaper wants it so.</summary>
    private void SayFarewell(SenderRun run)
    {
        bool isSaid = run.Sender.SayBye(run.Farewell!, _now, this);
        _heap.Set(run, isSaid ? Instant.Never : run.Sender.Next);
        if (isSaid)
            run.Farewell = null;
    }

    private SenderRun Take(ISender sender)
    {
        IEnumerable<StreamTransport.Udp> ends = sender.Streams.Select(stream => stream.Transport).OfType<StreamTransport.Udp>();
        IPAddress? client = sender is SendSession ? ends.FirstOrDefault()?.Rtp.Address ?? IPAddress.None : null;
        SenderRun run = new(sender, ++_lastRun, client);
        _runs.Add(sender, run);
        _reports.Add(run);
        return run;
    }

    private void Release(SenderRun run)
    {
        _heap.Remove(run);
        if (!run.IsRunning)
            return;
        run.Sender.Halt(_now);
        SetRunning(run, false);
    }

    private void SetRunning(SenderRun run, bool isRunning)
    {
        run.IsRunning = isRunning;
        if (run.Client is not null)
            Playing += isRunning ? 1 : -1;
    }
}
