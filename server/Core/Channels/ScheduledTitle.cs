namespace Streaming.Server.Channels;

/// <summary>A title of a schedule.</summary>
/// <param name="Title">Its id.</param>
/// <param name="Start">When it begins.</param>
public sealed record ScheduledTitle(string Title, StartTime Start);
