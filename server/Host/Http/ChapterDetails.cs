namespace Streaming.Server.Host.Http;

/// <summary>A named stretch of a title.</summary>
internal sealed record ChapterDetails(string Name, double StartSeconds, double EndSeconds);
