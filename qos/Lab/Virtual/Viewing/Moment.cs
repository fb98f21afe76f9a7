namespace Streaming.Lab.Virtual.Viewing;

/// <summary>An instant by two clocks: the run's, and a viewer's own.</summary>
internal readonly record struct Moment(Instant Run, Instant Own);
