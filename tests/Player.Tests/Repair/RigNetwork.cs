using Streaming.Primitives.Chance;

namespace Streaming.Player.Tests.Repair;

/// <summary>What becomes of packets on their way.</summary>
internal sealed record RigNetwork(ulong Seed)
{
    private readonly SeededRandom _random = new(Seed);

    /// <summary>One way.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>At most so much more, evenly.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Of media, parity and what is sent again alike.</summary>
    public double Loss { get; init; }

    /// <summary>Of what is sent again, besides.</summary>
    public double ResendLoss { get; init; }

    public double Duplicates { get; init; }

    /// <summary>Media packets that are lost for certain, by their number from 0.</summary>
    public Func<int, bool> Holes { get; init; } = _ => false;

    /// <param name="number">Of a media packet; null of anything else.</param>
    /// <returns>How long the packet, and perhaps its double, is under way; nothing of what is lost.</returns>
    public IEnumerable<TimeSpan> Carry(int? number, bool isResend = false)
    {
        bool isLost = _random.NextDouble() < Loss + (isResend ? ResendLoss : 0);
        if (isLost || (number is { } media && Holes(media)))
            yield break;
        yield return Delay + (Jitter * _random.NextDouble());
        if (_random.NextDouble() < Duplicates)
            yield return Delay + (Jitter * _random.NextDouble());
    }
}
