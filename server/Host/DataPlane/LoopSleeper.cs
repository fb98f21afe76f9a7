using Streaming.Server.Host.DataPlane.Native;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Lets a loop's thread sleep until a deadline or until it is woken; nanoseconds on Linux, milliseconds elsewhere.</summary>
internal sealed class LoopSleeper : IDisposable
{
    /// <summary>Nothing is due for ever: look again now and then all the same.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly EventHandle? _event;
    private readonly AutoResetEvent? _portable;
    private int _signalled;

    public LoopSleeper(bool portable)
    {
        if (portable)
            _portable = new(false);
        else
            _event = new();
    }

    /// <summary>
    /// Called once on the loop's own thread: the kernel may otherwise put its wake-ups off by 50 µs to have company, and let others finish
    /// their turn first. The priority is not granted to everybody, and not needed on a machine that has nothing else to do.
    /// </summary>
    public void Prepare()
    {
        if (_event is null)
            return;
        _ = Libc.ProcessControl(Libc.SetTimerSlack, 1, 0, 0, 0);
        _ = Libc.SetPriority(Libc.PriorityOfThread, 0, Libc.Urgent);
    }

    /// <summary>Wakes the loop; from any thread, and cheap when it was woken already.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _signalled, 1) != 0)
            return;
        _event?.Signal();
        _portable?.Set();
    }

    public void SleepUntil(Instant deadline)
    {
        TimeSpan time = deadline == Instant.Never ? Longest : deadline - ProcessClock.Now;
        if (time > Longest)
            time = Longest;
        if (time > TimeSpan.Zero)
        {
            _event?.Wait(time);

            // Rounded up: waking early would mean to sleep again, and waking on the dot is not to be had here.
            _portable?.WaitOne((int)Math.Ceiling(time.TotalMilliseconds));
        }

        // From here on a wake-up is a new one. What was queued before it is seen by the turn that follows.
        Volatile.Write(ref _signalled, 0);
        Interlocked.MemoryBarrier();
    }

    public void Dispose()
    {
        _event?.Dispose();
        _portable?.Dispose();
    }
}
