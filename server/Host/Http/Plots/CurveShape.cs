namespace Streaming.Server.Host.Http.Plots;

/// <summary>How the points of a curve are drawn.</summary>
internal enum CurveShape
{
    /// <summary>Straight from each to the next.</summary>
    Line,

    /// <summary>Level until the next.</summary>
    Steps,

    /// <summary>Level until the next, and filled down to the axis.</summary>
    Area,

    /// <summary>Each by itself.</summary>
    Dots,
}
