namespace Streaming.Qos.Monitoring;

/// <summary>What both ends count in.</summary>
public static class MonitoringWindow
{
    /// <summary>A minute; 600 windows of some 120 bytes are 72 kB, so who has many sessions may want fewer.</summary>
    public const int DefaultHistory = 600;

    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(100);
}
