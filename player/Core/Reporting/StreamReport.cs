namespace Streaming.Player.Reporting;

/// <summary>What became of one stream. Names carry their units; null: it did not happen, or the server did not say.</summary>
public sealed record StreamReport
{
    /// <summary>Its place in the server's description, from 0.</summary>
    public required int Number { get; init; }

    public required string Kind { get; init; }

    /// <summary>The encoding name of the session description.</summary>
    public required string Codec { get; init; }

    public required string Language { get; init; }

    /// <summary>Different packets that came.</summary>
    public required long Packets { get; init; }

    /// <summary>Of those packets, RTP headers included.</summary>
    public required long Bytes { get; init; }

    /// <summary>Packets and lost together.</summary>
    public required long Expected { get; init; }

    /// <summary>Packets the network never brought, repaired or not.</summary>
    public required long Lost { get; init; }

    /// <summary>Packets the decoder had to do without: neither came nor were repaired in time.</summary>
    public long GivenUp { get; init; }

    /// <summary>What became of packets that were lost; null where nothing was there to repair them with.</summary>
    public RepairReport? Repair { get; init; }

    public required long Reordered { get; init; }

    public required long Duplicates { get; init; }

    /// <summary>Packets that came after they were due by the contract; without one, after they had been given up.</summary>
    public required long Late { get; init; }

    /// <summary>Packets that came after they had been given up.</summary>
    public long Discarded { get; init; }

    /// <summary>Times that one or more packets in a row were given up.</summary>
    public required long LossEvents { get; init; }

    public required long Malformed { get; init; }

    /// <summary>Packets that did not belong to the stream.</summary>
    public required long Strays { get; init; }

    public required long SourceChanges { get; init; }

    /// <summary>Whole samples.</summary>
    public required long Samples { get; init; }

    public required long DamagedSamples { get; init; }

    /// <summary>Of the whole samples.</summary>
    public required long SampleBytes { get; init; }

    /// <summary>Over the bytes of all whole samples in decode order, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>RFC 3550 §6.4.1.</summary>
    public required double JitterMs { get; init; }

    /// <summary>From sending PLAY, and from its answer, which UDP may overtake: then it is negative.</summary>
    public double? FirstPacketAfterPlayRequestMs { get; init; }

    public double? FirstPacketAfterPlayAnswerMs { get; init; }

    public double? FirstSampleAfterPlayRequestMs { get; init; }

    public double? FirstSampleAfterPlayAnswerMs { get; init; }

    /// <summary>From the first presentation time received to the last.</summary>
    public double? DurationMs { get; init; }

    /// <summary>By the server's own clock: how much later this stream's start of play lies than that of the first stream.</summary>
    public double? StartSkewMs { get; init; }

    /// <summary>The size of its pictures, and every change of it: other renditions; empty for what is no H.264.</summary>
    public IReadOnlyList<PictureReport> Pictures { get; init; } = [];

    /// <summary>How it is protected from losses; null where nothing can protect it.</summary>
    public ProtectionReport? Protection { get; init; }

    public required long ReportsReceived { get; init; }

    public required long ReportsSent { get; init; }
}
