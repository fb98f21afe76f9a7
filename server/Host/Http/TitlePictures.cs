using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;

namespace Streaming.Server.Host.Http;

/// <summary>The pictures of titles: where they are, and as they are sent.</summary>
internal sealed class TitlePictures(TitleFolders folders)
{
    /// <summary>An hour: whoever scrolls through a library asks once, and a film that was made anew is seen the same day.</summary>
    private const string Caching = "public, max-age=3600";

    /// <summary>The path of the small picture; null where the title has none.</summary>
    public string? Thumbnail(Title title) =>
        Thumbnails.Find(folders, title.Id) is null ? null : $"/titles/{title.Id}/{Thumbnails.FileName}";

    /// <summary>The picture, or the sentence that there is none.</summary>
    public IResult SendThumbnail(HttpResponse response, Title title)
    {
        if (Thumbnails.Find(folders, title.Id) is not { } path)
            return Problems.NotFound($"title '{title.Id}' has no picture");
        FileInfo file = new(path);
        response.Headers.CacheControl = Caching;
        string tag = string.Create(CultureInfo.InvariantCulture, $"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"");
        return TypedResults.PhysicalFile(
            path, "image/jpeg", lastModified: file.LastWriteTimeUtc, entityTag: new EntityTagHeaderValue(tag));
    }
}
