namespace Streaming.Lab.Expectations;

/// <summary>What has a value of a metric.</summary>
internal enum MetricScope
{
    /// <summary>The run: one value.</summary>
    Run,

    /// <summary>Each session.</summary>
    Sessions,

    /// <summary>Each link, mostly at each step of the run.</summary>
    Links,
}
