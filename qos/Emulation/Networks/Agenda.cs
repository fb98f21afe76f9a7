namespace Streaming.Emulation.Networks;

/// <summary>What is to happen when, in one virtual time; what is due at the same instant happens in the order in which it was written
/// down.</summary>
public sealed class Agenda
{
    private readonly PriorityQueue<Action<Instant>, (Instant At, long Order)> _entries = new();
    private long _order;

    public Instant Next => _entries.TryPeek(out _, out (Instant At, long) first) ? first.At : Instant.Never;

    public void At(Instant when, Action<Instant> act) => _entries.Enqueue(act, (when, _order++));

    /// <summary>Does everything that is due.</summary>
    public void Advance(Instant now)
    {
        while (_entries.TryPeek(out Action<Instant>? act, out (Instant At, long) first) && first.At <= now)
        {
            _entries.Dequeue();
            act(now);
        }
    }
}
