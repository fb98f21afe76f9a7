using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streaming.Formats.Media;
using Streaming.Ffmpeg.Storage;
using Streaming.Server.Catalogue;

namespace Streaming.Server.Host.Http;

/// <summary><c>/api/v1/titles</c>: what there is to see.</summary>
internal sealed class TitlesApi(
    ICatalogue catalogue, TitleFolders folders, TitlePictures pictures, TitleTraffics traffics, Func<int> rtspPort)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/titles", List)
            .WithName("listTitles")
            .WithSummary("The titles, ordered by id: what a list of films shows, and where players find them.")
            .WithTags("titles")
            .Produces<ItemList<TitleSummary>>().ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet("/titles/{id}", Read)
            .WithName("readTitle").WithSummary("One title: its tracks, what they ask of a network, its chapters.").WithTags("titles")
            .Produces<TitleDetails>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/titles/{id}/cover", Cover)
            .WithName("readCover").WithSummary("A picture of the title.").WithTags("titles")
            .Produces<Stream>(StatusCodes.Status200OK, "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private IResult List(HttpRequest request, int? page, int? itemsPerPage) =>
        Paging.Answer(
            catalogue.Titles,
            page,
            itemsPerPage,
            title => TitleSummary.Of(title, RtspAddress.Of(request, rtspPort(), title.Id), pictures.Thumbnail(title)));

    private IResult Read(HttpRequest request, string id) => Find(id) is { } title
        ? TypedResults.Ok(TitleDetails.Of(
            title, RtspAddress.Of(request, rtspPort(), id), pictures.Thumbnail(title), traffics.Of(title)))
        : Problems.NoSuchTitle(id);

    private IResult Cover(string id)
    {
        if (Find(id) is not { } title)
            return Problems.NoSuchTitle(id);

        // The name comes from an index file, which may be damaged: only a plain name in the title's own folder is served.
        string path = Path.Combine(folders.Of(id) ?? "", Path.GetFileName(title.Cover));
        return title.Cover.Length > 0 && File.Exists(path)
            ? TypedResults.PhysicalFile(path, ContentTypes.Of(path))
            : Problems.NotFound($"title '{id}' has no cover");
    }

    private Title? Find(string id) => catalogue.Titles.FirstOrDefault(title => title.Id == id);
}
