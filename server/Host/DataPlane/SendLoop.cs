using System.Collections.Concurrent;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>One thread that sends the packets of its senders when they are due.</summary>
/// <remarks>
/// A turn takes the commands of control, then everything the wheel says is due, then hands it all to the kernel; then it sleeps until the
/// next deadline. Nothing in it waits for anybody: no locks, no awaits, no logs, no allocations per packet.
/// </remarks>
internal sealed class SendLoop : IDisposable
{
    private readonly ConcurrentQueue<LoopCommand> _commands = new();
    private readonly TimingWheel<SenderRun> _wheel = new(ProcessClock.Now);
    private readonly List<SenderRun> _finished = [];
    private readonly PacketSender _sender;
    private readonly LoopSleeper _sleeper;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private int _sessions;
    private int _assigned;

    public SendLoop(string name, PacketSender sender, bool portable)
    {
        _sender = sender;
        _sleeper = new(portable);
        _thread = new(Run) { Name = name, IsBackground = true };
    }

    /// <summary>Senders it is driving.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    /// <summary>Senders given to it, whether they play or pause; written by control.</summary>
    public int Assigned => Volatile.Read(ref _assigned);

    public FlowCounters Totals => _sender.Totals;

    public void Begin() => _thread.Start();

    /// <summary>Counts a sender in or out.</summary>
    public void Assign(int count) => Interlocked.Add(ref _assigned, count);

    /// <summary>From any thread.</summary>
    public void Post(LoopCommand command)
    {
        _commands.Enqueue(command);
        _sleeper.Wake();
    }

    /// <summary>One turn at <paramref name="now"/>; answers when the next one is due.</summary>
    internal Instant Turn(Instant now)
    {
        while (_commands.TryDequeue(out LoopCommand command))
            Obey(command, now);
        while (_wheel.TryTake(now, out WheelEntry<SenderRun>? entry))
        {
            SenderRun run = entry!.Value;
            if (run.Farewell is not null)
            {
                SayFarewell(run, now);
                continue;
            }

            Emit(run, now);
            if (run.Failure is not null || run.Sender.AtEnd)
                _finished.Add(run);
            else
                _wheel.Set(entry, run.Sender.Next);
        }

        _sender.Flush();
        if (_finished.Count > 0)
            Finish(now);
        return _wheel.Next;
    }

    public void Dispose()
    {
        _stopping = true;
        _sleeper.Wake();
        if (_thread.IsAlive)
            _thread.Join();
        while (_commands.TryDequeue(out LoopCommand command))
            command.Done?.TrySetResult(false);
        _sender.Dispose();
        _sleeper.Dispose();
    }

    private void Run()
    {
        _sleeper.Prepare();
        while (!_stopping)
            _sleeper.SleepUntil(Turn(ProcessClock.Now));
    }

    private void Emit(SenderRun run, Instant now)
    {
        try
        {
            run.Sender.Emit(now, _sender);
            if (run.Sender.TryTakeChange(out ChangePoint? point))
                run.Events?.Changed(run.Sender, point);
            if (run.Sender.HasNews)
                run.Events?.News(run.Sender);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A broken invariant, or an index that contradicts itself: it concerns one sender, and thousands share this thread.
            run.Fail($"internal error: {e.Message}");
        }
    }

    private void Do(SenderRun run, Action<Instant> work, Instant now)
    {
        try
        {
            work(now);
            _wheel.Set(run.Entry, now);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            run.Fail($"internal error: {e.Message}");
            _finished.Add(run);
        }
    }

    private void Obey(LoopCommand command, Instant now)
    {
        SenderRun run = command.Run;
        switch (command.Kind)
        {
            case LoopCommandKind.Start when !run.IsRunning:
                run.IsRunning = true;
                run.Farewell = null;
                run.Recover();
                _sessions++;
                _wheel.Set(run.Entry, now);
                break;
            case LoopCommandKind.Stop:
                bool wasRunning = run.IsRunning;
                if (wasRunning)
                    Release(run, now);
                run.Farewell = null;
                _wheel.Remove(run.Entry);
                command.Done?.TrySetResult(wasRunning);
                break;
            case LoopCommandKind.Call when run.IsRunning:
                _wheel.Set(run.Entry, now);
                break;
            case LoopCommandKind.Do:
                if (run.IsRunning)
                    Do(run, command.Work!, now);
                command.Done?.TrySetResult(run.IsRunning);
                break;
            case LoopCommandKind.Bye:
                if (run.IsRunning)
                    Release(run, now);
                run.Farewell = command.Reason;
                SayFarewell(run, now);
                break;
            case LoopCommandKind.Fail when run.IsRunning:
                run.Fail(command.Reason, command.Film);
                _finished.Add(run);
                break;
        }
    }

    /// <summary>Ends what has ended by itself or failed, in either case with a BYE, and tells control.</summary>
    private void Finish(Instant now)
    {
        foreach (SenderRun run in _finished)
        {
            if (!run.IsRunning)
                continue;
            if (run.TryRecover(now))
            {
                _wheel.Set(run.Entry, now);
                continue;
            }

            string? failure = run.Failure;
            Release(run, now);
            if (failure is null)
            {
                run.Events?.Ended(run.Sender);
                continue;
            }

            run.Farewell = failure;
            SayFarewell(run, now);
        }

        _finished.Clear();
    }

    /// <summary>Says goodbye, by and by where the shaper wants it so; then a sender that failed belongs to control again.</summary>
    private void SayFarewell(SenderRun run, Instant now)
    {
        if (!run.Sender.SayBye(run.Farewell!, now, _sender))
        {
            _wheel.Set(run.Entry, run.Sender.Next);
            return;
        }

        run.Farewell = null;
        if (run.Failure is not string failure)
            return;
        _sender.Flush();
        run.Recover();
        run.Events?.Failed(run.Sender, failure);
    }

    private void Release(SenderRun run, Instant now)
    {
        _wheel.Remove(run.Entry);
        run.Sender.Halt(now);
        run.IsRunning = false;
        _sessions--;
    }
}
