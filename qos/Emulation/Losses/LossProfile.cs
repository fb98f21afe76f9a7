using Streaming.Qos.Protection;

namespace Streaming.Emulation.Losses;

/// <summary>How packets are lost.</summary>
public abstract record LossProfile
{
    private LossProfile()
    {
    }

    /// <summary>The share that is lost in the long run, 0 … 1.</summary>
    public abstract double Mean { get; }

    /// <summary>Each by itself.</summary>
    public sealed record Bernoulli(Ratio Loss) : LossProfile
    {
        public override double Mean => Loss.Billionths / 1e9;
    }

    /// <summary>By a chain of two states.</summary>
    public sealed record Chain(GilbertElliott States) : LossProfile
    {
        public override double Mean => States.Loss;
    }

    /// <summary>As it was once seen, over and over; each viewer and each run begins elsewhere in it.</summary>
    /// <param name="Lost">Packet by packet; not empty.</param>
    /// <param name="Source">Where it was read, for people.</param>
    public sealed record Trace(IReadOnlyList<bool> Lost, string Source) : LossProfile
    {
        public override double Mean { get; } = Lost.Count(lost => lost) / (double)Lost.Count;
    }
}
