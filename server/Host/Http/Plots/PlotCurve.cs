namespace Streaming.Server.Host.Http.Plots;

/// <summary>One curve of a plot.</summary>
/// <param name="Colour">The number of one of <see cref="Plot.Colours"/>; beyond the last they begin again.</param>
/// <param name="Points">At least one, from left to right.</param>
/// <param name="Legend">What it is; empty for one that belongs to the curve before it.</param>
internal sealed record PlotCurve(CurveShape Shape, int Colour, IReadOnlyList<PlotPoint> Points, string Legend = "");
