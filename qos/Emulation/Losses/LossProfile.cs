using Streaming.Qos.Protection;

namespace Streaming.Emulation.Losses;

/// <summary>How packets are lost.</summary>
public abstract record LossProfile
{
    private LossProfile()
    {
    }

    /// <summary>Each by itself.</summary>
    public sealed record Bernoulli(Ratio Loss) : LossProfile;

    /// <summary>By a chain of two states.</summary>
    public sealed record Chain(GilbertElliott States) : LossProfile;

    /// <summary>As it was once seen, over and over; each viewer and each run begins elsewhere in it.</summary>
    /// <param name="Lost">Packet by packet; not empty.</param>
    /// <param name="Source">Where it was read, for people.</param>
    public sealed record Trace(IReadOnlyList<bool> Lost, string Source) : LossProfile;
}
