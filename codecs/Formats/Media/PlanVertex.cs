namespace Streaming.Formats.Media;

/// <summary>A corner of a sending plan: the first packet of sample <paramref name="Sample"/> leaves at <paramref name="Ticks"/>.</summary>
/// <param name="Ticks">On the title's timeline, in units of 100 ns; zero is when a film played from its beginning starts being sent.</param>
/// <param name="Sample">In decode order; the count of samples for the end of the last.</param>
public readonly record struct PlanVertex(long Ticks, int Sample);
