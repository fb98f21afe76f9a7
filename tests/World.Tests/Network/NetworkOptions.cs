namespace Streaming.World.Tests.Network;

/// <summary>What the network does to packets. Printed with every run, so that a failing one can be repeated.</summary>
/// <param name="Seed">Of all its chance.</param>
/// <param name="Loss">Probability, of media packets only.</param>
/// <param name="Duplicates">Probability.</param>
/// <param name="Delay">Of every packet.</param>
/// <param name="Jitter">At most this much more, uniformly: packets overtake one another.</param>
public sealed record NetworkOptions(ulong Seed, double Loss, double Duplicates, TimeSpan Delay, TimeSpan Jitter)
{
    public static readonly NetworkOptions Perfect = new(0, 0, 0, TimeSpan.Zero, TimeSpan.Zero);
}
