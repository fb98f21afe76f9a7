using System.Net;
using Streaming.Server.Host.DataPlane.Native;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>The data plane: one pair of UDP ports for all senders, and the threads that send on time.</summary>
public sealed class Delivery : IDelivery, IDisposable
{
    private readonly PortPair _ports;
    private readonly RunTable _table = new();
    private readonly GroupTable _groups;
    private readonly ReportReceiver _receiver;
    private readonly Lock _attaching = new();
    private readonly SendLoop[] _loops;

    /// <summary>Opens the ports and starts the threads.</summary>
    /// <exception cref="IOException">A port is taken or not allowed; the message says which and what to do.</exception>
    public Delivery(DeliveryOptions options)
    {
        int loops = options.Loops > 0 ? options.Loops : Environment.ProcessorCount;
        IsPortable = options.ForcePortable || !Libc.IsSupported;
        _ports = PortPair.Open(options.Address, options.RtpPort, loops);
        _groups = new(_ports, options.Address);
        _receiver = new(_ports.Control, _table, _groups);
        _loops = new SendLoop[loops];
        PortableSocket control = new(_ports.Control);
        for (int i = 0; i < loops; i++)
        {
            PacketSender sender = IsPortable
                ? new PortableSender(new(_ports.Media[i]), control)
                : new DatagramBatch(_ports.Media[i], _ports.Control, options.Segmentation);
            _loops[i] = new($"send {i}", sender, IsPortable);
        }

        foreach (SendLoop loop in _loops)
            loop.Begin();
        _receiver.Begin();
    }

    /// <summary>The port all media comes from.</summary>
    public int RtpPort => _ports.Port;

    /// <summary>The port all reports come from and go to.</summary>
    public int RtcpPort => _ports.Port + 1;

    /// <summary>Whether it does without Linux' batched system calls.</summary>
    public bool IsPortable { get; }

    /// <summary>Hands a prepared sender to a sending thread; its first packet leaves at most 2 ms later, behind its first
    /// report.</summary>
    /// <remarks>From the first call until <see cref="Bye"/>, reports of its receivers are taken too, whether it plays or not.</remarks>
    /// <exception cref="IOException">There is no way to a group, or the port of its reports is taken; the message says what to do. Nothing
    /// is started then.</exception>
    public void Start(ISender sender, ISendEvents events)
    {
        SenderRun run = _table.Find(sender) ?? Take(sender);
        run.Events = events;
        try
        {
            foreach (SendStream stream in sender.Streams)
                Take(run, stream);
            foreach (WholeStream stream in sender.WholeStreams)
                stream.SinkState = RouteFor(run, stream.Transport);
        }
        catch (IOException)
        {
            Forget(run);
            throw;
        }

        run.Loop.Post(new(LoopCommandKind.Start, run));
    }

    /// <summary>Stops a sender. When it completes no packet of it can leave any more, and it belongs to the caller again.</summary>
    /// <remarks>Of one that does not run (any more) it completes at once.</remarks>
    public Task StopAsync(ISender sender) =>
        _table.Find(sender) is SenderRun run ? Ask(run, LoopCommandKind.Stop) : Task.CompletedTask;

    /// <summary>Has something done to a sender on its own thread, between two packets; it must not wait for anybody. The sender is then
    /// asked at once for what is due.</summary>
    /// <returns>Whether it was done: false where the sender does not run (any more), and belongs to the caller.</returns>
    public Task<bool> DoAsync(ISender sender, Action<Instant> work) =>
        _table.Find(sender) is SenderRun run ? Ask(run, LoopCommandKind.Do, work) : Task.FromResult(false);

    /// <summary>Puts another contract in force, at the place in each stream where that does no harm; <see cref="ISendEvents.Changed"/> says
    /// when.</summary>
    /// <returns>False where the session does not run (any more): it belongs to the caller, who changes it himself.</returns>
    public Task<bool> ChangeAsync(SendSession session, SendChange change)
    {
        if (_table.Find(session) is null)
            return Task.FromResult(false);
        MediaTime position = session.Position(ProcessClock.Now);
        foreach (StreamChange one in change.Streams)
            SessionWatch.ReadAt(one.Index, one.Film, position);
        return DoAsync(session, now => session.Change(change, now));
    }

    /// <summary>Sends the BYE of a stopped sender and forgets it: the last call for it. One that was never started has nobody to
    /// tell.</summary>
    public void Bye(ISender sender, string reason)
    {
        if (_table.Find(sender) is not SenderRun run)
            return;
        Forget(run);
        run.Loop.Post(new(LoopCommandKind.Bye, run, Reason: reason));
    }

    /// <summary>Sends each packet of a stream that goes to a group to one of its members too, by a way of its own: the very same packet. Of
    /// a stream that is the member's alone, it opens the way.</summary>
    /// <remarks>Reports that come from the other end of that way are its sender's from now on. Nothing is opened where the sender is not
    /// started (any more).</remarks>
    public void Attach(ISender sender, OutgoingStream stream, StreamTransport transport, MemberDelivery member)
    {
        if (_table.Find(sender) is not SenderRun run || RouteFor(member, transport) is not Route route)
            return;
        lock (_attaching)
        {
            if (transport is StreamTransport.Udp udp)
            {
                member.Add(stream, udp.Rtcp);
                _table.Expect(udp.Rtcp, run, member);
            }

            stream.SinkState = FanOut.With(stream.SinkState, route);
        }
    }

    /// <summary>The member has that stream no more, but for a packet that is being sent at this moment.</summary>
    public void Detach(OutgoingStream stream, MemberDelivery member)
    {
        lock (_attaching)
        {
            stream.SinkState = FanOut.Without(stream.SinkState, member);
            foreach (IPEndPoint reports in member.Remove(stream))
                _table.Unexpect(reports, member);
        }
    }

    /// <summary>The address that packets for a group leave from: what a receiver of a source-specific one joins.</summary>
    /// <exception cref="IOException">There is no way to it; the message says what to do.</exception>
    public IPAddress SourceOf(StreamTransport.Group group) => _groups.SourceOf(group);

    /// <summary>What was sent for a sender so far; null if it was never started.</summary>
    public FlowReport? Report(ISender sender) => _table.Find(sender)?.Counters.Snapshot();

    /// <summary>What was sent for all of them.</summary>
    public DeliveryReport Report() =>
        new(FlowCounters.Sum(_loops.Select(loop => loop.Totals)), _loops.Sum(loop => loop.Sessions), _receiver.Reports, _receiver.Garbage);

    /// <summary>Measures lateness from now on.</summary>
    internal void ResetLateness() => Array.ForEach(_loops, loop => loop.Totals.ResetLateness());

    /// <summary>Stops the threads and closes the ports; senders still running just end.</summary>
    public void Dispose()
    {
        _receiver.Dispose();
        _groups.Dispose();
        foreach (SendLoop loop in _loops)
            loop.Dispose();
        _ports.Dispose();
    }

    private void Take(SenderRun run, SendStream stream)
    {
        stream.SinkState = RouteFor(run, stream.Transport);
        foreach (RepairStream? mending in (ReadOnlySpan<RepairStream?>)[stream.Repair?.Parity, stream.Repair?.Resends])
        {
            // A connection loses nothing.
            if (mending is { Transport: not StreamTransport.Interleaved })
                mending.SinkState = RouteFor(run, mending.Transport);
        }

        if (run.Owned.Add(stream.Identity.Ssrc))
            _table.Own(run, stream);
        if (stream.Transport is StreamTransport.Group group)
            _groups.Listen(run, group, _receiver);
        SessionWatch.ReadOn(stream);
    }

    private Route? RouteFor(IFlow flow, StreamTransport transport) => transport switch
    {
        StreamTransport.Udp udp => new StreamRoute(flow, udp.Rtp, udp.Rtcp, _ports.Family),
        StreamTransport.Group group => new StreamRoute(flow, group.Rtp, group.Rtcp, _ports.Family, _groups.WayTo(group)),
        StreamTransport.Interleaved interleaved => new QueueRoute(flow, interleaved),
        _ => null,
    };

    private void Forget(SenderRun run)
    {
        _table.Forget(run);
        _groups.Forget(run);
        run.Loop.Assign(-1);
    }

    private SenderRun Take(ISender sender)
    {
        SendLoop leastBusy = _loops.MinBy(loop => loop.Assigned)!;
        leastBusy.Assign(1);
        SenderRun run = new(sender, leastBusy);
        _table.Add(run);
        return run;
    }

    private static Task<bool> Ask(SenderRun run, LoopCommandKind kind, Action<Instant>? work = null)
    {
        TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Loop.Post(new(kind, run, done) { Work = work });
        return done.Task;
    }
}
