namespace Streaming.Lab.Real.Relaying;

/// <summary>What a relay has put on its way through a network.</summary>
internal abstract class RelayLoad
{
    /// <summary>It has come through; twice, where the network made two of it. Must not wait.</summary>
    /// <param name="took">How long that took by the network's own account.</param>
    public abstract void Arrive(TimeSpan took);

    /// <summary>It will not come through.</summary>
    /// <param name="link">The name of the link that it did not get through.</param>
    /// <param name="cause">queueFull, loss, policed or down.</param>
    /// <param name="at">When it came to that link.</param>
    public virtual void Drop(string link, string cause, Instant at)
    {
    }
}
