using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Channels;

namespace Streaming.Server.Host.Http;

/// <summary><c>/</c>: the titles and their addresses, for whoever points a browser here.</summary>
internal sealed class FrontPage(ICatalogue catalogue, ChannelTable channels, TitlePictures pictures, Func<int> rtspPort)
{
    /// <summary>A browser shows no more of them in a useful way; the API has them all.</summary>
    private const int MaxTitles = 1_000;

    private const string Head = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Films</title>
        <style>:root{color-scheme:light dark}body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
        td,th{padding:.2em 1em .2em 0;text-align:left;vertical-align:top}code{user-select:all}
        img{width:10em;height:5.6em;object-fit:contain;background:#000;border-radius:.3em}</style><h1>Films</h1>

        """;

    private const string Foot = """
        <p><a href="/api/v1/titles">titles</a> · <a href="/api/v1/channels">channels</a> ·
        <a href="/api/v1/sessions">sessions</a> · <a href="/metrics">metrics</a> ·
        <a href="/api/v1/openapi.json">the API's description</a>

        """;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", Show).ExcludeFromDescription();

    private ContentHttpResult Show(HttpRequest request, HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = PagePolicy.NothingRuns;
        IReadOnlyList<Title> titles = catalogue.Titles;
        StringBuilder page = new(Head);
        if (titles.Count == 0)
            page.Append("<p>No films yet.\n");
        else
            page.Append("<table><tr><th><th>film<th>length<th>address\n");
        foreach (Title title in titles.Take(MaxTitles))
            AppendRow(page, title, RtspAddress.Of(request, rtspPort(), title.Id));
        page.Append(titles.Count == 0 ? "" : "</table>\n");
        AppendChannels(page, request);
        page.Append(Foot);
        return TypedResults.Text(page.ToString(), "text/html; charset=utf-8");
    }

    private void AppendChannels(StringBuilder page, HttpRequest request)
    {
        if (channels.Runs.Count > 0)
            page.Append("<h1>Channels</h1>\n<table><tr><th>channel<th>now<th>address\n");
        foreach (ChannelRun run in channels.Runs)
        {
            string now = HtmlEncoder.Default.Encode(run.IsSent ? run.Playing?.Title.Facts.Name ?? "" : $"waits: {run.Waiting}");
            string address = HtmlEncoder.Default.Encode(RtspAddress.OfChannel(request, rtspPort(), run.Name));
            string label = HtmlEncoder.Default.Encode(run.Label);
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"/channels/{run.Name}\">{label}</a>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{now}<td><code>{address}</code> ");
            page.Append(CultureInfo.InvariantCulture, $"<a href=\"/api/v1/channels/{run.Name}.m3u\">open</a>\n");
        }

        page.Append(channels.Runs.Count > 0 ? "</table>\n" : "");
    }

    private void AppendRow(StringBuilder page, Title title, string address)
    {
        string name = HtmlEncoder.Default.Encode(title.Name);
        string film = $"<a href=\"/titles/{title.Id}/about\">{name}</a>";
        string picture = pictures.Thumbnail(title) is { } thumbnail ? $"<img src=\"{thumbnail}\" alt=\"\" loading=\"lazy\">" : "";
        string length = Figures.Length(title.Duration);
        string file = TitleSummary.FileOf(title) is { } path ? $" <a href=\"{path}\">file</a>" : "";
        string stream = $"<code>{HtmlEncoder.Default.Encode(address)}</code> <a href=\"/titles/{title.Id}.m3u\">open</a>{file}";
        page.Append(CultureInfo.InvariantCulture, $"<tr><td>{picture}<td>{film}<td>{length}<td>{stream}\n");
    }
}
