namespace Streaming.Player.Playout;

/// <summary>What playout knows at one moment.</summary>
public readonly record struct PlayoutStatistics
{
    /// <summary>On the segment's axis: what is due now. <see cref="PlaySegment.FilmAt"/> makes it the film's.</summary>
    public MediaTime Position { get; init; }

    /// <summary>Up to here everything has come, on the same axis.</summary>
    public MediaTime BufferedTo { get; init; }

    /// <summary>What shall be held, and why that much.</summary>
    public TimeSpan Target { get; init; }

    public TargetReason Why { get; init; }

    /// <summary>How long a packet waits that the network brought as fast as it can: what is compared with the target.</summary>
    public TimeSpan Level { get; init; }

    /// <summary>How long it can go on without another packet.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>What playout does at the moment.</summary>
    public PlayoutVerb Verb { get; init; }

    public PlayRate Rate { get; init; }

    /// <summary>How far ahead of everybody else's in a channel the clock is, negative where it is behind; null where there is nobody
    /// else.</summary>
    public TimeSpan? OutOfStep { get; init; }

    /// <summary>How far behind the others it means to be, because this network brings packets no earlier.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>How much faster than ours the sender's clock runs, in millionths.</summary>
    public int SkewPpm { get; init; }

    /// <summary>Packets of the session, and how many of them came after they were due.</summary>
    public long Packets { get; init; }

    public long LatePackets { get; init; }

    /// <summary>Samples handed on after they were due.</summary>
    public long LateSamples { get; init; }

    /// <summary>Packets that were given up.</summary>
    public long LostPackets { get; init; }

    /// <summary>Samples and bytes that wait for decoders; samples dropped because too many did.</summary>
    public int Waiting { get; init; }

    public ByteCount WaitingBytes { get; init; }

    public long Overflowed { get; init; }

    /// <summary>How often the clock ran dry while it played, and for how long in all.</summary>
    public int Stalls { get; init; }

    public TimeSpan Stalled { get; init; }

    /// <summary>How often the pace was changed in a way that can be heard: catching up, slowing down, stalls and jumps.</summary>
    public int Adjustments { get; init; }

    /// <summary>How often a stream's timestamps leapt and were put back in step.</summary>
    public int Leaps { get; init; }

    /// <summary>The parts of the latency that are known here. Of repair: how long a packet that was missed was waited for,
    /// lately.</summary>
    public TimeSpan Repair { get; init; }

    public TimeSpan Decode { get; init; }
}
