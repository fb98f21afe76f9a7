using Streaming.Emulation.Jitter;
using Streaming.Emulation.Losses;

namespace Streaming.Emulation.Links;

/// <summary>What a link does to what passes it, in either direction.</summary>
public sealed record LinkProfile
{
    /// <summary>What it carries, headers of IP and UDP included; null: anything.</summary>
    public BitRate? Rate { get; init; }

    /// <summary>Propagation, whatever the load.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What its queue holds; what comes when it is full is dropped.</summary>
    public ByteCount Queue { get; init; } = new(256_000);

    public QueueDiscipline Discipline { get; init; }

    /// <summary>Of <see cref="QueueDiscipline.Slots"/>.</summary>
    public TimeSpan Slot { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>What comes on top of the delay; null: nothing.</summary>
    public JitterProfile? Jitter { get; init; }

    /// <summary>What is lost on the way; null: nothing.</summary>
    public LossProfile? Loss { get; init; }

    /// <summary>The share of packets that are held for <see cref="ReorderBy"/>, so that others overtake them.</summary>
    public Ratio Reorder { get; init; }

    public TimeSpan ReorderBy { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The share of packets that come twice.</summary>
    public Ratio Duplicate { get; init; }

    /// <summary>The share of packets of which one bit is wrong when they come. What a checksum finds is lost.</summary>
    public Ratio Corrupt { get; init; }

    /// <summary>Nothing gets through.</summary>
    public bool IsDown { get; init; }
}
