using Streaming.Qos.Shaping;

namespace Streaming.Server.Sending;

/// <summary>Which train of a sample's packets leaves next.</summary>
internal struct TrainCursor()
{
    private TrainPlan _plan;
    private int _train;

    /// <summary>When; never, where there is none.</summary>
    public Instant Departure { get; private set; } = Instant.Never;

    /// <summary>Packets of it that have not left.</summary>
    public int Left { get; private set; }

    /// <summary>The first of another plan.</summary>
    public void Begin(TrainPlan plan)
    {
        _plan = plan;
        Go(0);
    }

    public void Next() => Go(_train + 1);

    /// <summary>A packet has left.</summary>
    public void Pass() => Left--;

    public void Stop() => Departure = Instant.Never;

    private void Go(int train)
    {
        _train = train;
        Departure = _plan.Departure(train);
        Left = _plan.PacketsBefore(train + 1) - _plan.PacketsBefore(train);
    }
}
