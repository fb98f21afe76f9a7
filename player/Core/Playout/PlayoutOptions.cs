namespace Streaming.Player.Playout;

/// <summary>How a session is played out.</summary>
public sealed record PlayoutOptions
{
    /// <summary>Never less is held than this, nor than the contract's buffer.</summary>
    public TimeSpan Floor { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>The most the network can drive the buffer to. Two seconds of 20 Mb/s are 5 MB, and a viewer who seeks waits for
    /// them.</summary>
    public TimeSpan Ceiling { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The latency the viewer asked for: the target whatever the network does; null: measured.</summary>
    public TimeSpan? Fixed { get; init; }

    /// <summary>False for a viewer who decodes nothing: samples then have their length and no bytes, and a second of film in the buffer
    /// takes next to no memory.</summary>
    public bool KeepsBytes { get; init; } = true;
}
