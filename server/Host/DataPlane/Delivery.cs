using Streaming.Server.Host.DataPlane.Native;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>The data plane: one pair of UDP ports for all sessions, and the threads that send on time.</summary>
public sealed class Delivery : IDelivery, IDisposable
{
    private readonly PortPair _ports;
    private readonly RunTable _table = new();
    private readonly ReportReceiver _receiver;
    private readonly SendLoop[] _loops;

    /// <summary>Opens the ports and starts the threads.</summary>
    /// <exception cref="IOException">A port is taken or not allowed; the message says which and what to do.</exception>
    public Delivery(DeliveryOptions options)
    {
        int loops = options.Loops > 0 ? options.Loops : Environment.ProcessorCount;
        IsPortable = options.ForcePortable || !Libc.IsSupported;
        _ports = PortPair.Open(options.Address, options.RtpPort, loops);
        _receiver = new(_ports.Control, _table);
        _loops = new SendLoop[loops];
        for (int i = 0; i < loops; i++)
        {
            PacketSender sender = IsPortable
                ? new PortableSender(_ports.Media[i], _ports.Control)
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

    /// <summary>Hands a prepared session to a sending thread; its first packet leaves at most 2 ms later, behind its first
    /// report.</summary>
    /// <remarks>From the first call until <see cref="Bye"/>, reports of its client are taken too, whether it plays or not.</remarks>
    public void Start(SendSession session, ISendEvents events)
    {
        SessionRun run = _table.Find(session) ?? Take(session);
        run.Events = events;
        foreach (SendStream stream in session.Streams)
        {
            stream.SinkState = stream.Transport switch
            {
                StreamTransport.Udp udp => new StreamRoute(run, udp, _ports.Family),
                StreamTransport.Interleaved interleaved => new QueueRoute(run, interleaved),
                _ => null,
            };
            if (stream.Repair is { } repair)
                Route(run, repair);
            if (run.Owned.Add(stream.Identity.Ssrc))
                _table.Own(run, stream);
            SessionWatch.ReadOn(stream);
        }

        run.Loop.Post(new(LoopCommandKind.Start, run));
    }

    /// <summary>Stops a session. When it completes no packet of it can leave any more, and it belongs to the caller again.</summary>
    /// <remarks>Of a session that does not run (any more) it completes at once.</remarks>
    public Task StopAsync(SendSession session) =>
        _table.Find(session) is SessionRun run ? Ask(run, LoopCommandKind.Stop) : Task.CompletedTask;

    /// <summary>Puts another contract in force, at the place in each stream where that does no harm; <see cref="ISendEvents.Changed"/> says
    /// when.</summary>
    /// <returns>False where the session does not run (any more): it belongs to the caller, who changes it himself.</returns>
    public Task<bool> ChangeAsync(SendSession session, SendChange change)
    {
        if (_table.Find(session) is not SessionRun run)
            return Task.FromResult(false);
        MediaTime position = session.Position(ProcessClock.Now);
        foreach (StreamChange one in change.Streams)
            SessionWatch.ReadAt(one.Index, one.Film, position);
        return Ask(run, LoopCommandKind.Change, change);
    }

    /// <summary>Sends the BYE of a stopped session and forgets it: the last call for it. One that was never started has nobody to
    /// tell.</summary>
    public void Bye(SendSession session, string reason)
    {
        if (_table.Find(session) is not SessionRun run)
            return;
        _table.Forget(run);
        run.Loop.Assign(-1);
        run.Loop.Post(new(LoopCommandKind.Bye, run, Reason: reason));
    }

    /// <summary>What was sent for a session so far; null if it was never started.</summary>
    public FlowReport? Report(SendSession session) => _table.Find(session)?.Counters.Snapshot();

    /// <summary>What was sent for all of them.</summary>
    public DeliveryReport Report() =>
        new(FlowCounters.Sum(_loops.Select(loop => loop.Totals)), _loops.Sum(loop => loop.Sessions), _receiver.Reports, _receiver.Garbage);

    /// <summary>Measures lateness from now on.</summary>
    internal void ResetLateness() => Array.ForEach(_loops, loop => loop.Totals.ResetLateness());

    /// <summary>Stops the threads and closes the ports; sessions still running just end.</summary>
    public void Dispose()
    {
        _receiver.Dispose();
        foreach (SendLoop loop in _loops)
            loop.Dispose();
        _ports.Dispose();
    }

    private void Route(SessionRun run, StreamRepair repair)
    {
        foreach (RepairStream? stream in (ReadOnlySpan<RepairStream?>)[repair.Parity, repair.Resends])
        {
            if (stream is not null)
                stream.SinkState = stream.Transport is StreamTransport.Udp udp ? new StreamRoute(run, udp, _ports.Family) : null;
        }
    }

    private SessionRun Take(SendSession session)
    {
        SendLoop leastBusy = _loops.MinBy(loop => loop.Assigned)!;
        leastBusy.Assign(1);
        SessionRun run = new(session, leastBusy);
        _table.Add(run);
        return run;
    }

    private static Task<bool> Ask(SessionRun run, LoopCommandKind kind, SendChange? change = null)
    {
        TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Loop.Post(new(kind, run, done, Change: change));
        return done.Task;
    }
}
