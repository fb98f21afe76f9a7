namespace Streaming.Player.Desktop.Playing;

/// <summary>What the statistics overlay shows: the contract, what is measured, and a minute of history.</summary>
internal sealed record StatisticsView
{
    /// <summary>"controlled load, 1.337 Mb/s, 14.2 kB bucket, 480p (generation 2)"; empty where no contract is spoken.</summary>
    public string Contract { get; init; } = "";

    /// <summary>Whether it is kept, and if not, which term: "kept", "loss 1.2 % of 0.1 %".</summary>
    public string Verdict { get; init; } = "";

    /// <summary>"H264 640x360 25/s over UDP", "AAC 48 kHz stereo, de".</summary>
    public IReadOnlyList<string> Streams { get; init; } = [];

    /// <summary>The delay of what is shown now, part by part; their sum is the latency. See DESIGN's budget.</summary>
    public TimeSpan Network { get; init; }

    public TimeSpan Repair { get; init; }

    public TimeSpan JitterBuffer { get; init; }

    public TimeSpan Decode { get; init; }

    public TimeSpan Display { get; init; }

    public BitRate Rate { get; init; }

    /// <summary>Share of packets, over the whole session.</summary>
    public Ratio LossBeforeRepair { get; init; }

    public Ratio LossAfterRepair { get; init; }

    /// <summary>"10x5+rows: 41 by parity, 3 sent again, 0 late"; empty where nothing can be repaired.</summary>
    public string Repairs { get; init; } = "";

    /// <summary>How the picture, else the sound, is protected, and why: "10x5, 20 % more: 3.1 % loss in bursts of 4"; empty where nothing
    /// can protect it.</summary>
    public string Protection { get; init; } = "";

    /// <summary>RFC 3550 §6.4.1, of the picture, else of the sound.</summary>
    public TimeSpan Jitter { get; init; }

    public TimeSpan BufferTarget { get; init; }

    public TimeSpan BufferLevel { get; init; }

    /// <summary>Sound minus picture: positive where the sound is early. Null before both were shown.</summary>
    public TimeSpan? Skew { get; init; }

    /// <summary>Of a channel: how far ahead of all other receivers it is shown, negative where it is behind, by the common clock; null
    /// where there are no others.</summary>
    public TimeSpan? OutOfStep { get; init; }

    public int RenditionChanges { get; init; }

    /// <summary>Pictures the decoder could not use, and pictures that came too late to be shown.</summary>
    public long DecoderDrops { get; init; }

    public long RenderDrops { get; init; }

    /// <summary>One value for each 100 ms, the oldest first; at most 600. In kb/s, ms, ms, ms, ms and lost packets.</summary>
    public IReadOnlyList<float> RateHistory { get; init; } = [];

    public IReadOnlyList<float> JitterHistory { get; init; } = [];

    public IReadOnlyList<float> TargetHistory { get; init; } = [];

    public IReadOnlyList<float> LevelHistory { get; init; } = [];

    public IReadOnlyList<float> SkewHistory { get; init; } = [];

    public IReadOnlyList<float> LossHistory { get; init; } = [];
}
