using System.Text;
using System.Text.Encodings.Web;
using Streaming.Server.Host.Http.Plots;

namespace Streaming.Server.Host.Http;

/// <summary>How the pages of this server look, in light and in dark.</summary>
internal static class PageStyle
{
    private static readonly string Style = $$"""
        <style>:root{color-scheme:light dark}body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
        h2{margin:2em 0 .5em}h3{margin:1.5em 0 0}td,th{padding:.2em 1em .2em 0;text-align:left;vertical-align:top}
        td.n,th.n{text-align:right;white-space:nowrap}small{opacity:.8;white-space:nowrap}code{user-select:all}
        .wide{overflow-x:auto}table{border-collapse:collapse}tr+tr{border-top:1px solid var(--grid)}
        {{Plot.Style}}
        </style>
        """;

    /// <summary>The beginning of a page.</summary>
    /// <param name="refresh">Seconds after which a browser asks for it again; null: it does not.</param>
    public static StringBuilder Begin(string title, int? refresh = null)
    {
        StringBuilder page = new("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">");
        page.Append("<meta name=\"viewport\" content=\"width=device-width\">");
        if (refresh is { } seconds)
            page.Append("<meta http-equiv=\"refresh\" content=\"").Append(seconds).Append("\">");
        return page.Append("<title>").Append(Text(title)).Append("</title>\n").Append(Style).Append('\n');
    }

    public static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
