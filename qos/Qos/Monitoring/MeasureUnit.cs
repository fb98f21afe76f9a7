namespace Streaming.Qos.Monitoring;

/// <summary>What a <see cref="Measure"/> counts.</summary>
public enum MeasureUnit
{
    /// <summary>Ticks of 100 ns.</summary>
    Time,

    /// <summary>Billionths.</summary>
    Share,
    Bytes,
    Packets,

    /// <summary>Of the session's ladder; 0 is the best.</summary>
    Level,
}
