using Streaming.Qos.Admission;

namespace Streaming.Qos.Reservation;

/// <summary>When something is to be looked at next, in order of time and then of asking.</summary>
/// <remarks>A refresh only moves the deadline in the lease: its entry is put off when it comes up. So refreshing costs nothing here, and
/// there is never more than one entry for a lease.</remarks>
internal sealed class DeadlineQueue
{
    private readonly PriorityQueue<Wake, (long At, ulong Order)> _queue = new();
    private ulong _order;

    /// <summary>The first time that is still meant.</summary>
    public Instant Next
    {
        get
        {
            PutOff();
            return _queue.TryPeek(out _, out (long At, ulong Order) first) ? new(first.At) : Instant.Never;
        }
    }

    /// <param name="lease">Null where it is a booking.</param>
    public void Add(FlowId flow, Standing? lease, Instant at)
    {
        if (at != Instant.Never)
            _queue.Enqueue(new(flow, lease), (at.Ticks, _order++));
    }

    public bool TryTake(Instant now, out Wake due)
    {
        due = default;
        return Next <= now && _queue.TryDequeue(out due, out _);
    }

    private void PutOff()
    {
        while (_queue.TryPeek(out Wake first, out (long At, ulong Order) at) && first.Lease is Standing lease
            && (lease.IsOver || lease.Deadline.Ticks > at.At))
        {
            _queue.Dequeue();
            if (!lease.IsOver)
                Add(first.Flow, lease, lease.Deadline);
        }
    }

    public readonly record struct Wake(FlowId Flow, Standing? Lease);
}
