namespace Streaming.Player.Sessions;

/// <summary>How long a client waits for what.</summary>
public sealed record SessionTimes
{
    /// <summary>For an answer. A server that imports or seeks may take a second; ten are a dead one.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the answer to TEARDOWN: nobody waits long to leave.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For the first packet over UDP before going to TCP: a firewall is in the way, and the viewer is watching.</summary>
    public TimeSpan FirstDatagram { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For packets of a group that was joined, at any time, before going on by unicast.</summary>
    public TimeSpan Group { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For the first packet where there is nothing left to try.</summary>
    public TimeSpan FirstMedia { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between packets of any stream, media or reports: servers report at least every few seconds.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Beyond the end of the range, for servers that say no goodbye; counted anew while packets come.</summary>
    public TimeSpan AfterEnd { get; init; } = TimeSpan.FromSeconds(3);
}
