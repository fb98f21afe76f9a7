using Streaming.Formats.Media;

namespace Streaming.Server.Host.Http;

/// <summary>A title in a list: all that a list of films shows.</summary>
/// <param name="Name">For people.</param>
/// <param name="DurationSeconds">Of its longest track.</param>
/// <param name="Rtsp">Its address for players, on the host that was asked.</param>
/// <param name="File">The path of its original file on this server; null where it is bound from several files.</param>
/// <param name="Cover">The path of its picture, some 640 samples wide; null where it has none.</param>
/// <param name="Thumbnail">The path of its small picture, no side longer than 320 samples; null where it has none.</param>
/// <param name="AudioLanguages">Of its sound, the default first: en, de, und where unknown.</param>
/// <param name="TextLanguages">Of its subtitles, the default first.</param>
/// <param name="Renditions">Of its picture: source, 480p; empty for sound alone.</param>
/// <param name="HasSlides">It has a show of slides.</param>
internal sealed record TitleSummary(
    string Id,
    string Name,
    double DurationSeconds,
    string Rtsp,
    string? File,
    string? Cover,
    string? Thumbnail,
    IReadOnlyList<string> AudioLanguages,
    IReadOnlyList<string> TextLanguages,
    IReadOnlyList<string> Renditions,
    bool HasSlides)
{
    public static TitleSummary Of(Title title, string rtsp, string? thumbnail) => new(
        title.Id,
        title.Name,
        title.Duration.TotalSeconds,
        rtsp,
        FileOf(title),
        CoverOf(title),
        thumbnail,
        LanguagesOf(title, TrackKind.Audio),
        LanguagesOf(title, TrackKind.Text),
        [.. title.Tracks.Where(track => track.Kind == TrackKind.Video).Select(track => track.Rendition).Distinct()],
        title.Tracks.Any(track => track.Kind == TrackKind.Slides));

    public static string? FileOf(Title title) => System.IO.File.Exists(title.Source) ? $"/titles/{title.Id}" : null;

    public static string? CoverOf(Title title) => title.Cover.Length > 0 ? $"/api/v1/titles/{title.Id}/cover" : null;

    private static IReadOnlyList<string> LanguagesOf(Title title, TrackKind kind) =>
        [.. title.Tracks.Where(track => track.Kind == kind).OrderBy(track => !track.IsDefault).Select(track => track.Language).Distinct()];
}
