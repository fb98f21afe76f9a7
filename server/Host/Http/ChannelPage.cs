using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Host.Channels;
using Streaming.Server.Host.Http.Plots;

namespace Streaming.Server.Host.Http;

/// <summary><c>/channels/NAME</c>: what a channel plays, where its lanes go, and how in step its receivers are.</summary>
internal sealed class ChannelPage(ChannelTable table, ICatalogue catalogue, Func<int> rtspPort)
{
    /// <summary>Skew is sampled each second; a page that jumps more often cannot be read.</summary>
    private const int Refresh = 5;

    /// <summary>A table with more rows is not read; the API has them all.</summary>
    private const int MostReceivers = 50;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/channels/{name}", ShowAsync).ExcludeFromDescription();

    private async Task<IResult> ShowAsync(HttpContext http, string name)
    {
        if (table.FindRun(name) is not { } run)
            return Problems.NoSuchChannel(name);
        http.Response.Headers.ContentSecurityPolicy = PagePolicy.NothingRuns;
        http.Response.Headers.CacheControl = "no-store";
        string address = RtspAddress.OfChannel(http.Request, rtspPort(), name);
        ChannelDetails channel = ChannelDetails.Of(run, catalogue.Titles, address, table.Now, table.Wall);
        StringBuilder page = PageStyle.Begin(channel.Label, Refresh);
        AppendFacts(page, channel);
        AppendLanes(page, channel);
        AppendStep(page, channel, run.Skew);
        IReadOnlyList<ReceiverFigures> receivers = await table.ReceiversAsync(run, 0, MostReceivers);
        if (receivers.Count > 0)
            AppendReceivers(page, channel, [.. receivers.Select(Shown)], AdminAccess.IsAllowed(http));
        return TypedResults.Text(page.ToString(), "text/html; charset=utf-8");

        ChannelReceiverDetails Shown(ReceiverFigures one) => ChannelReceiverDetails.Of(one, run, table.Now, table.Wall);
    }

    private void AppendFacts(StringBuilder page, ChannelDetails channel)
    {
        string stream = channel.TransportStream is null ? "" : $" · <a href=\"{channel.Sdp}?format=ts\">transport stream</a>";
        page.Append(CultureInfo.InvariantCulture, $"""
            <p><a href="/">Films and channels</a><h1>{Text(channel.Label)}</h1>
            <p><code>{Text(channel.Address)}</code> · <a href="{channel.Playlist}">open in a player</a>
             · <a href="{channel.Sdp}">description</a> · <a href="{channel.Sdp}?layers=yes">with all lanes</a>{stream}
             · <a href="/api/v1/channels/{channel.Name}">as JSON</a>

            """);
        if (channel.Playing is { } playing)
        {
            TimeSpan at = playing.Begins is { } begins ? table.Wall - begins : TimeSpan.Zero;
            page.Append(CultureInfo.InvariantCulture, $"<p>Now: <a href=\"/titles/{playing.Title}/about\">{Text(playing.Name)}</a>");
            page.Append(CultureInfo.InvariantCulture, $", {Length(at)} of {Length(playing.DurationSeconds)}");
        }

        if (channel.Next is { } next)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>Next: {Text(next.Name)}");
            if (next.Begins is { } begins)
                page.Append(CultureInfo.InvariantCulture, $", {begins:yyyy-MM-dd HH:mm:ss zzz}");
        }

        if (channel.Waiting is { } waiting)
            page.Append(CultureInfo.InvariantCulture, $"<p><b>Waits:</b> {Text(waiting)}\n");
        foreach (ChannelMistakeDetails mistake in channel.Mistakes)
            page.Append(CultureInfo.InvariantCulture, $"<p>{(mistake.IsFatal ? "<b>Wrong:</b> " : "Note: ")}{Text(mistake.Text)}\n");
    }

    private static void AppendLanes(StringBuilder page, ChannelDetails channel)
    {
        if (channel.Lanes.Count > 0)
        {
            page.Append("<h2>Lanes</h2>\n<div class=\"wide\"><table><tr><th class=\"n\">lane<th>what<th>group<th>parity");
            page.Append("<th class=\"n\">rate");
            page.Append("<th class=\"n\">receivers<th class=\"n\">lost, median<th class=\"n\">99 %<th class=\"n\">jitter, 99 %\n");
        }

        foreach (ChannelLaneDetails lane in channel.Lanes)
        {
            string which = lane.Rendition ?? lane.Language;
            string rate = Figures.Rate(new(lane.BitsPerSecond + lane.ParityBitsPerSecond));
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{lane.Lane}<td>{Text($"{lane.Kind} {which}")}");
            page.Append(CultureInfo.InvariantCulture, $"<br><small>{Text(lane.Coding)}</small>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{lane.Group}<td>{lane.ParityGroup ?? "–"}<td class=\"n\">{rate}");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{lane.Receivers ?? 0}");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Share(lane.LossShare?.Median)}");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Share(lane.LossShare?.P99)}");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Ms(lane.JitterMs?.P99)}\n");
        }

        if (channel.Lanes.Count > 0)
            page.Append("</table></div>\n");
        if (channel.TransportStream is { } stream)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>Transport stream to {stream.Group}, ");
            page.Append(CultureInfo.InvariantCulture, $"{Figures.Rate(new(stream.BitsPerSecond))}, {stream.SentPackets} packets\n");
        }
    }

    private static void AppendStep(StringBuilder page, ChannelDetails channel, SkewHistory history)
    {
        if (channel.Audience is not { } audience)
            return;
        page.Append("<h2>In step</h2>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>{audience.Receivers} receivers, {audience.Reporting} of them heard of; ");
        page.Append(CultureInfo.InvariantCulture, $"all are told to present {audience.DelaySeconds * 1e3:0} ms after sending.");
        if (audience.SkewMs is { } skew)
        {
            page.Append(CultureInfo.InvariantCulture, $" Skew of {skew.Count}: median {Ms(skew.Median)}, 95 % {Ms(skew.P95)}, ");
            page.Append(CultureInfo.InvariantCulture, $"99 % {Ms(skew.P99)}, from {Ms(skew.Least)} to {Ms(skew.Most)}.");
        }

        page.Append('\n');
        SkewTrace[] traces = [.. history.Receivers().Where(trace => trace.Milliseconds.Any(value => !float.IsNaN(value)))];
        if (traces.Length == 0)
            return;
        SkewPlots.Receivers(traces).AppendTo(page);
        (IReadOnlyList<float> median, IReadOnlyList<float> p95, IReadOnlyList<float> p99) = history.Quantiles();
        if (traces.Length > 1)
            SkewPlots.Quantiles(median, p95, p99).AppendTo(page);
    }

    /// <param name="isAdmin">Others are not told people's addresses.</param>
    private static void AppendReceivers(
        StringBuilder page, ChannelDetails channel, IReadOnlyList<ChannelReceiverDetails> receivers, bool isAdmin)
    {
        page.Append("<h2>Receivers</h2>\n<div class=\"wide\"><table><tr><th>session");
        page.Append(isAdmin ? "<th>address" : "").Append("<th>lanes<th class=\"n\">lost<th class=\"n\">jitter");
        page.Append("<th class=\"n\">round trip<th class=\"n\">sent again<th class=\"n\">skew<th>last heard\n");
        foreach (ChannelReceiverDetails one in receivers)
        {
            string lanes = string.Join(", ", one.Lanes.Select(lane => $"{lane.Lane} {lane.Transport}"));
            string heard = one.Heard is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at:HH:mm:ss}") : "never";
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(one.Session)}");
            page.Append(CultureInfo.InvariantCulture, $"{(isAdmin ? $"<td>{Text(one.Address)}" : "")}<td>{lanes}");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Share(one.Lanes.Max(lane => lane.LossShare))}");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Ms(one.Lanes.Max(lane => lane.JitterMs))}");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Ms(one.Lanes.Max(lane => lane.RoundTripMs))}");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{one.Lanes.Sum(lane => lane.Resent)}");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Ms(one.SkewMs)}<td>{heard}\n");
        }

        page.Append("</table></div>\n");
        if (channel.Audience is { } audience && audience.Receivers > receivers.Count)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p><small>and {audience.Receivers - receivers.Count} more: ");
            page.Append(CultureInfo.InvariantCulture, $"/api/v1/channels/{channel.Name}/receivers</small>\n");
        }
    }

    private static string Length(TimeSpan time) => Figures.Length(time);

    private static string Length(double? seconds) => seconds is { } known ? Figures.Length(TimeSpan.FromSeconds(known)) : "–";

    private static string Ms(double? milliseconds) =>
        milliseconds is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.##} ms") : "–";

    private static string Share(double? share) =>
        share is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known * 100:0.##} %") : "–";

    private static string Text(string text) => PageStyle.Text(text);
}
