using Streaming.Emulation.Chance;
using Streaming.Emulation.Links;
using Streaming.Primitives.Chance;

namespace Streaming.Emulation.Networks;

/// <summary>A link of a network, with all that passes it either way.</summary>
internal sealed class NetworkLink<TLoad>
{
    /// <summary>The least time after which a lost segment is sent again. Linux and most others; RFC 6298 §2.4 would have a
    /// second.</summary>
    private static readonly TimeSpan RetransmissionTimeout = TimeSpan.FromMilliseconds(200);

    private readonly LinkStage[] _stages;
    private readonly ulong _seed;
    private SeededRandom? _messagesUp, _messagesDown;

    public NetworkLink(LinkPlan plan, Instant start, LinkFigures figures, ulong seed)
    {
        _seed = Seeds.Of(seed, plan.Name);
        _stages = LinkStage.Of(plan.Profile, plan.Changes, start, _seed);
        Emulator = new(_stages, start, figures);
        if (plan.Profile.Discipline == QueueDiscipline.Priority)
            Priority = new(_stages, Emulator);
    }

    public LinkEmulator Emulator { get; }

    /// <summary>Null: nobody overtakes anybody in it, and each packet's fate is known as it comes.</summary>
    public PriorityLink<HeldParcel<TLoad>>? Priority { get; }

    /// <summary>A datagram on its way to the server.</summary>
    public LinkFate Up(Instant at)
    {
        LinkStage stage = StageAt(at);
        if (stage.Profile.IsDown)
            return new(DropCause.Down, at, at);
        if (stage.Up is { } chance && chance.Loses())
            return new(DropCause.Loss, at, at);
        return new(null, at, at + stage.Profile.Delay, stage.Up?.Jitter() ?? TimeSpan.Zero);
    }

    /// <summary>When a message that comes to it at an instant is through; never, if it is down for good.</summary>
    public Instant Message(Instant at, bool isUp)
    {
        while (true)
        {
            LinkStage stage = StageAt(at);
            double loss = stage.Profile.IsDown ? 1 : stage.Profile.Loss?.Mean ?? 0;
            if (loss >= 1)
            {
                at = stage.Until;
                if (at == Instant.Never)
                    return at;
            }
            else if (loss > 0 && Dice(isUp).NextDouble() < loss)
            {
                at += RetransmissionTimeout;
            }
            else
            {
                return at + stage.Profile.Delay;
            }
        }
    }

    private LinkStage StageAt(Instant at)
    {
        int stage = 0;
        while (_stages[stage].Until <= at)
            stage++;
        return _stages[stage];
    }

    private SeededRandom Dice(bool isUp) => isUp
        ? _messagesUp ??= new(Seeds.Of(_seed, "messages up"))
        : _messagesDown ??= new(Seeds.Of(_seed, "messages down"));
}
