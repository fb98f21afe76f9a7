using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Http.Plots;
using Streaming.Server.Traffic;

namespace Streaming.Server.Host.Http;

/// <summary><c>/titles/ID/about</c>: what a title is, and what it asks of a network, in figures and pictures.</summary>
internal sealed class TitlePage(ICatalogue catalogue, TitleTraffics traffics, Func<int> rtspPort)
{
    /// <summary>A plot with more curves is a thicket.</summary>
    private const int MostCurves = 8;

    /// <summary>Plots of rates over time, some 15 kB each; the table has all tracks.</summary>
    private const int MostRatePlots = 12;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/titles/{id}/about", Show).ExcludeFromDescription();

    private IResult Show(HttpRequest request, HttpResponse response, string id)
    {
        if (catalogue.Titles.FirstOrDefault(title => title.Id == id) is not { } title)
            return Problems.NoSuchTitle(id);

        response.Headers.ContentSecurityPolicy = PagePolicy.NothingRuns;
        TitleTraffic traffic = traffics.Of(title);
        StringBuilder page = PageStyle.Begin(title.Name);
        AppendFacts(page, title, RtspAddress.Of(request, rtspPort(), id));
        AppendTracks(page, title, traffic);
        AppendChapters(page, title);
        AppendEnvelopes(page, title, traffic);
        AppendRates(page, title, traffic);
        return TypedResults.Text(page.ToString(), "text/html; charset=utf-8");
    }

    private static void AppendFacts(StringBuilder page, Title title, string address)
    {
        string file = TitleSummary.FileOf(title) is { } path ? $" · <a href=\"{path}\">original file</a>" : "";
        page.Append(CultureInfo.InvariantCulture, $"""
            <p><a href="/">Films</a><h1>{Text(title.Name)}</h1>
            <p>{Figures.Length(title.Duration)} · <code>{Text(address)}</code> · <a href="/titles/{title.Id}.m3u">open in a player</a>{file}
             · <a href="/api/v1/titles/{title.Id}">as JSON</a>

            """);
    }

    private static void AppendTracks(StringBuilder page, Title title, TitleTraffic traffic)
    {
        page.Append("<h2>Tracks</h2>\n<div class=\"wide\"><table><tr><th>track<th class=\"n\">mean<th class=\"n\">peak");
        foreach (TimeSpan buffer in TrafficAnalysis.Buffers)
            page.Append(CultureInfo.InvariantCulture, $"<th class=\"n\">{Figures.Seconds(buffer)} ahead");
        page.Append('\n');
        foreach (Track track in title.Tracks)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(TrackNames.Of(track))}<br>");
            page.Append(CultureInfo.InvariantCulture, $"<small>{Text(TrackNames.Coding(track))}</small>");
            if (traffic.Tracks.GetValueOrDefault(track.Id)?.Traffic is not { } asked)
            {
                page.Append("<td colspan=\"6\">not known\n");
                continue;
            }

            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Figures.Rate(asked.Envelope[0].Rate)}");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Figures.Rate(asked.PeakRate)}");
            foreach (TimeSpan buffer in TrafficAnalysis.Buffers)
            {
                page.Append(asked.Plans.FirstOrDefault(plan => plan.Buffer == buffer) is { } plan
                    ? $"<td class=\"n\">{Figures.Rate(plan.Rate)}<br><small>{plan.Memory}</small>"
                    : "<td class=\"n\">–");
            }

            page.Append('\n');
        }

        page.Append("</table></div>\n<p><small>ahead: the rate that is enough where the receiver holds so much, and the memory for it; ");
        page.Append("all rates are those of IP packets.</small>\n");
    }

    private static void AppendChapters(StringBuilder page, Title title)
    {
        if (title.Chapters.Count == 0)
            return;
        page.Append("<h2>Chapters</h2>\n<table>");
        foreach (Chapter chapter in title.Chapters)
        {
            string start = Figures.Length(chapter.Start - MediaTime.Zero);
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{start}<td>{Text(chapter.Name)}\n");
        }

        page.Append("</table>\n");
    }

    private static void AppendEnvelopes(StringBuilder page, Title title, TitleTraffic traffic)
    {
        foreach (IGrouping<TrackKind, Track> kind in title.Tracks.Where(track => Asks(traffic, track)).GroupBy(track => track.Kind))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{TrackNames.Heading(kind.Key)}: bucket depth over rate</h2>\n");
            TrafficPlots.Envelopes(
                [.. kind.Take(MostCurves).Select(track => (TrackNames.Of(track), traffic.Tracks[track.Id].Traffic))]).AppendTo(page);
            if (kind.Count() > MostCurves)
                page.Append(CultureInfo.InvariantCulture, $"<p><small>and {kind.Count() - MostCurves} more, not drawn</small>\n");
        }
    }

    private static void AppendRates(StringBuilder page, Title title, TitleTraffic traffic)
    {
        Track[] planned = [.. title.Tracks.Where(track => Asks(traffic, track) && traffic.Tracks[track.Id].Planned.Count > 0)];
        if (planned.Length > 0)
            page.Append("<h2>Rate over time</h2>\n");
        foreach (Track track in planned.Take(MostRatePlots))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>{Text(TrackNames.Of(track))}</h3>\n");
            TrafficPlots.Rates(traffic.Tracks[track.Id], traffic.Length).AppendTo(page);
        }
    }

    /// <summary>A track without a single packet asks for nothing that could be drawn.</summary>
    private static bool Asks(TitleTraffic traffic, Track track) =>
        traffic.Tracks.GetValueOrDefault(track.Id)?.Traffic is { } asked && asked.LargestPacket > ByteCount.Zero;

    private static string Text(string text) => PageStyle.Text(text);
}
