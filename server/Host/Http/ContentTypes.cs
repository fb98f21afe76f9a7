using Microsoft.AspNetCore.StaticFiles;

namespace Streaming.Server.Host.Http;

/// <summary>What a file is, by its name.</summary>
internal static class ContentTypes
{
    private static readonly FileExtensionContentTypeProvider Known = new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        // Those that the framework's own list lacks or names so that browsers will not play them.
        [".mkv"] = "video/x-matroska",
        [".mp4"] = "video/mp4",
        [".m4v"] = "video/mp4",
        [".m4a"] = "audio/mp4",
        [".mov"] = "video/quicktime",
        [".webm"] = "video/webm",
        [".ts"] = "video/mp2t",
        [".m2ts"] = "video/mp2t",
        [".avi"] = "video/x-msvideo",
        [".mpg"] = "video/mpeg",
        [".ogg"] = "audio/ogg",
        [".opus"] = "audio/ogg",
        [".ogv"] = "video/ogg",
        [".mp3"] = "audio/mpeg",
        [".flac"] = "audio/flac",
        [".wav"] = "audio/wav",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
    });

    public static string Of(string path) => Known.TryGetContentType(path, out string? type) ? type : "application/octet-stream";
}
