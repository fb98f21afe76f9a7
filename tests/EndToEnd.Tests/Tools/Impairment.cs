namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>What a network does to datagrams on their way.</summary>
internal sealed record Impairment
{
    public static readonly Impairment None = new();

    /// <summary>That every datagram takes, one way.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>On top of it, anything from nothing to this, each value as likely as any other.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>0 … 1, each datagram by itself.</summary>
    public double Loss { get; init; }

    /// <summary>So many datagrams in a row are lost of every <see cref="BurstEvery"/> of the stream set up first; reports are
    /// not.</summary>
    public int Burst { get; init; }

    public int BurstEvery { get; init; } = int.MaxValue;

    /// <summary>Whether reports are lost like media.</summary>
    public bool LosesReports { get; init; }

    /// <summary>Whether datagrams overtake each other where their delays say so; else they queue.</summary>
    public bool Reorders { get; init; }
}
