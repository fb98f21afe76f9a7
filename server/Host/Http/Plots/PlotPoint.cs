namespace Streaming.Server.Host.Http.Plots;

/// <param name="Note">Shown where a pointer rests on it; dots only.</param>
internal readonly record struct PlotPoint(double X, double Y, string Note = "");
