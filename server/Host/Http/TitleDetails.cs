using Streaming.Formats.Media;

namespace Streaming.Server.Host.Http;

/// <summary>All that is known of a title.</summary>
internal sealed record TitleDetails(
    string Id,
    string Name,
    double DurationSeconds,
    string Rtsp,
    string? File,
    string? Cover,
    string? Thumbnail,
    IReadOnlyList<TrackDetails> Tracks,
    IReadOnlyList<ChapterDetails> Chapters)
{
    public static TitleDetails Of(Title title, string rtsp, string? thumbnail, TitleTraffic traffic) => new(
        title.Id,
        title.Name,
        title.Duration.TotalSeconds,
        rtsp,
        TitleSummary.FileOf(title),
        TitleSummary.CoverOf(title),
        thumbnail,
        [.. title.Tracks.Select(track => TrackDetails.Of(track, traffic.Tracks.GetValueOrDefault(track.Id)?.Traffic))],
        [.. title.Chapters.Select(chapter => new ChapterDetails(chapter.Name, chapter.Start.Seconds, chapter.End.Seconds))]);
}
