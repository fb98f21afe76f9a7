namespace Streaming.World.Tests.Channels;

/// <summary>The way to one receiver.</summary>
/// <param name="Way">The shortest.</param>
/// <param name="Jitter">The mean of what comes on top, exponential.</param>
internal sealed record TogetherLink(BitRate Rate, TimeSpan Way, TimeSpan Jitter, double Loss)
{
    public BitRate Rate { get; set; } = Rate;

    public static readonly TimeSpan Queue = TimeSpan.FromMilliseconds(200);
}
