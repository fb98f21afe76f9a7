namespace Streaming.Lab.Virtual.Serving;

/// <summary>Work that has nothing to wait for: in virtual time whatever is asked is done at once.</summary>
internal static class Completed
{
    public static void Now(Task work)
    {
        Invariant.That(work.IsCompleted, "nothing in virtual time waits");
        work.GetAwaiter().GetResult();
    }

    public static T Now<T>(ValueTask<T> work)
    {
        Invariant.That(work.IsCompleted, "nothing in virtual time waits");
        return work.GetAwaiter().GetResult();
    }
}
