namespace Streaming.Emulation.Links;

/// <summary>A link that says of each packet, as it comes, what becomes of it.</summary>
/// <remarks>For the disciplines where later packets change nothing for earlier ones: <see cref="QueueDiscipline.Fifo"/> and
/// <see cref="QueueDiscipline.Slots"/>. Whole networks, other disciplines among them:
/// <see cref="Networks.VirtualNetwork{TLoad}"/>.</remarks>
public sealed class LinkEmulator
{
    private readonly LinkStage[] _stages;
    private readonly SlotQueue? _slots;
    private Transmitter _transmitter;
    private int _coming, _leaving;
    private Instant _lastArrival = new(long.MinValue);

    /// <param name="changes">By rising time.</param>
    /// <param name="start">What changes and slots count from.</param>
    public LinkEmulator(LinkProfile profile, IReadOnlyList<LinkChange> changes, Instant start, ulong seed)
        : this(LinkStage.Of(profile, changes, start, seed), start, new(start, TimeSpan.FromSeconds(1)))
    {
        Invariant.That(profile.Discipline != QueueDiscipline.Priority);
    }

    internal LinkEmulator(LinkStage[] stages, Instant start, LinkFigures figures)
    {
        _stages = stages;
        _transmitter = new(stages);
        _slots = stages[0].Profile.Discipline == QueueDiscipline.Slots ? new(start) : null;
        Figures = figures;
    }

    /// <summary>What passed it so far.</summary>
    public LinkFigures Figures { get; }

    /// <summary>The fate of a packet; at times that never fall.</summary>
    /// <param name="size">Headers of IP and UDP included.</param>
    public LinkFate Offer(ByteCount size, Instant at)
    {
        LinkStage stage = Come(size, at);
        if (stage.Profile.IsDown)
            return Drop(DropCause.Down, at);
        if (_slots is not null)
            return _slots.TryEnter(stage, size, at, out Instant end) ? Leave(size, at, end, end) : Drop(DropCause.QueueFull, at);
        Instant begins = Instant.Max(at, _transmitter.Free);
        if (begins > at && !HasRoom(stage, _transmitter.Backlog(at), size))
            return Drop(DropCause.QueueFull, at);
        return Leave(size, at, begins, _transmitter.Send(size, at));
    }

    /// <summary>A packet behind such a backlog, in bit-ticks, finds room in the queue; one that finds nothing there needs none.</summary>
    internal static bool HasRoom(LinkStage stage, long backlog, ByteCount size) =>
        backlog == 0 || backlog + (size.Bytes * LinkStage.PerByte) <= stage.Queue;

    /// <summary>A packet has come to the queue.</summary>
    internal LinkStage Come(ByteCount size, Instant at)
    {
        Figures.Came(size, at);
        while (_stages[_coming].Until <= at)
            _coming++;
        return _stages[_coming];
    }

    /// <summary>It goes no further than the queue.</summary>
    internal LinkFate Drop(DropCause cause, Instant at)
    {
        Figures.Dropped(cause);
        return new(cause, at, at);
    }

    /// <summary>It has left the queue, in the order in which packets do.</summary>
    /// <param name="begins">When its first bit left.</param>
    internal LinkFate Leave(ByteCount size, Instant came, Instant begins, Instant left)
    {
        Figures.Left(size, came, begins - came, left);
        while (_stages[_leaving].Until <= left)
            _leaving++;
        LinkStage stage = _stages[_leaving];
        LinkChance? chance = stage.Down;
        if (stage.Profile.IsDown || (chance is not null && chance.Loses()))
        {
            DropCause cause = stage.Profile.IsDown ? DropCause.Down : DropCause.Loss;
            Figures.Dropped(cause);
            return new(cause, left, left);
        }

        Figures.Passed(size);

        // A delay that becomes shorter lets nobody overtake those who are under way.
        _lastArrival = Instant.Max(_lastArrival, left + stage.Profile.Delay);
        if (chance is null)
            return new(null, left, _lastArrival);
        bool comesTwice = chance.Duplicates();
        TimeSpan lag = comesTwice ? chance.CopyLag() : TimeSpan.Zero;
        return new(null, left, _lastArrival, chance.Jitter() + chance.Hold(), comesTwice ? 1 : 0, lag, chance.Corrupts());
    }
}
