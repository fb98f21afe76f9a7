namespace Streaming.Server.Sending;

/// <summary>One thing that has at most one deadline in a <see cref="TimingWheel{T}"/>; made once and used again and again.</summary>
public sealed class WheelEntry<T>(T value)
    where T : class
{
    public T Value { get; } = value;

    /// <summary>Whether it has a deadline.</summary>
    public bool IsSet { get; internal set; }

    internal WheelEntry<T>? Previous { get; set; }

    internal WheelEntry<T>? Following { get; set; }

    internal long Slot { get; set; }

    internal bool IsCoarse { get; set; }

    internal int CoarseAt { get; set; }
}
