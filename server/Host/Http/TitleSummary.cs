using Streaming.Formats.Media;

namespace Streaming.Server.Host.Http;

/// <summary>A title in a list.</summary>
/// <param name="Rtsp">Its address for players.</param>
/// <param name="File">The path of its original file on this server; null where it is bound from several files.</param>
/// <param name="Cover">The path of its picture; null where it has none.</param>
internal sealed record TitleSummary(string Id, string Name, double DurationSeconds, string Rtsp, string? File, string? Cover)
{
    public static TitleSummary Of(Title title, string rtsp) => new(
        title.Id, title.Name, title.Duration.TotalSeconds, rtsp, FileOf(title), CoverOf(title));

    public static string? FileOf(Title title) => System.IO.File.Exists(title.Source) ? $"/titles/{title.Id}" : null;

    public static string? CoverOf(Title title) => title.Cover.Length > 0 ? $"/api/v1/titles/{title.Id}/cover" : null;
}
