namespace Streaming.Lab.Expectations;

/// <summary>What a metric is counted in.</summary>
internal enum MetricUnit
{
    /// <summary>A plain number.</summary>
    Count,

    /// <summary>Milliseconds.</summary>
    Time,

    /// <summary>Of a hundred.</summary>
    Share,

    /// <summary>Bits a second.</summary>
    Rate,
}
