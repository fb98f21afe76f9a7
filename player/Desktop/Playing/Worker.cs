namespace Streaming.Player.Desktop.Playing;

/// <summary>A thread of a viewing that takes work under the lock and does it outside.</summary>
internal abstract class Worker(Viewing viewing)
{
    /// <summary>Whatever was missed is noticed after this: nothing hangs on one signal.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private Thread? _thread;

    protected Viewing Viewing => viewing;

    protected object Gate => viewing.Gate;

    public void Start(string name)
    {
        _thread = new(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Returns when the thread is gone; the viewing has said that it is over.</summary>
    public void Join() => _thread?.Join();

    /// <summary>Takes the next piece of work, under the lock.</summary>
    /// <returns>False where there is none.</returns>
    protected abstract bool TryTake();

    /// <summary>Does what was taken, without the lock.</summary>
    protected abstract void Do();

    /// <summary>How long to sleep at most where there is nothing; asked under the lock.</summary>
    protected virtual TimeSpan Patience => LongestWait;

    protected abstract void CleanUp();

    private void Run()
    {
        try
        {
            while (WaitForWork())
                Do();
        }
        catch (Exception fault)
        {
            // A defect of ours must not close the window: the viewer is told, and may try again.
            viewing.Fail(fault);
        }

        CleanUp();
    }

    private bool WaitForWork()
    {
        lock (Gate)
        {
            while (!viewing.IsOver)
            {
                if (TryTake())
                    return true;
                TimeSpan patience = Patience;
                if (patience > TimeSpan.Zero)
                    Monitor.Wait(Gate, patience < LongestWait ? patience : LongestWait);
            }

            return false;
        }
    }
}
