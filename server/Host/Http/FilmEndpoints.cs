using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Streaming.Ffmpeg.Importing;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;

namespace Streaming.Server.Host.Http;

/// <summary>
/// <c>/titles/ID</c>: the original file, whole or in ranges; <c>/titles/ID.m3u</c>, which opens a player on the stream;
/// <c>/titles/ID/thumbnail.jpg</c>, a small picture.
/// </summary>
internal sealed class FilmEndpoints(ICatalogue catalogue, TitlePictures pictures, Func<int> rtspPort)
{
    private static readonly string[] Head = [HttpMethods.Head];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/titles/{id}.m3u", Playlist)
            .WithName("readPlaylist").WithSummary("A playlist that opens a player on the title's stream.").WithTags("films")
            .Produces<string>(StatusCodes.Status200OK, "audio/x-mpegurl").ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/titles/{id}", Film)
            .WithName("readFilm").WithSummary("The original file; answers range requests.").WithTags("films")
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet($"/titles/{{id}}/{Thumbnails.FileName}", Picture)
            .WithName("readThumbnail").WithSummary("A small picture of the title, upright, no side longer than 320.").WithTags("films")
            .Produces<Stream>(StatusCodes.Status200OK, "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);

        // Players ask for the length first.
        routes.MapMethods("/titles/{id}.m3u", Head, Playlist).ExcludeFromDescription();
        routes.MapMethods("/titles/{id}", Head, Film).ExcludeFromDescription();
    }

    private IResult Film(string id)
    {
        if (Find(id) is not { } title)
            return Problems.NoSuchTitle(id);
        FileInfo named = new(title.Source);

        // A link has a length of its own, which is not the film's.
        FileInfo film = named.Exists && named.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : named;
        if (!film.Exists)
        {
            return Problems.NotFound(Directory.Exists(title.Source)
                ? $"title '{id}' is bound from several files: play it by RTSP"
                : $"the original file of title '{id}' is not there any more");
        }

        string tag = string.Create(CultureInfo.InvariantCulture, $"\"{film.LastWriteTimeUtc.Ticks:x}-{film.Length:x}\"");
        return TypedResults.PhysicalFile(
            film.FullName,
            ContentTypes.Of(named.Name),
            lastModified: film.LastWriteTimeUtc,
            entityTag: new EntityTagHeaderValue(tag),
            enableRangeProcessing: true);
    }

    private IResult Picture(HttpResponse response, string id) =>
        Find(id) is { } title ? pictures.SendThumbnail(response, title) : Problems.NoSuchTitle(id);

    private IResult Playlist(HttpRequest request, string id)
    {
        if (Find(id) is not { } title)
            return Problems.NoSuchTitle(id);
        string name = title.Name.ReplaceLineEndings(" ");
        return TypedResults.Text(
            string.Create(CultureInfo.InvariantCulture,
                $"#EXTM3U\n#EXTINF:{Math.Ceiling(title.Duration.TotalSeconds)},{name}\n{RtspAddress.Of(request, rtspPort(), id)}\n"),
            "audio/x-mpegurl");
    }

    private Title? Find(string id) => catalogue.Titles.FirstOrDefault(title => title.Id == id);
}
