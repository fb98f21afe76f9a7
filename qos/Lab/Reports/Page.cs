using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Streaming.Server.Host.Http.Plots;

namespace Streaming.Lab.Reports;

/// <summary>A page that needs nothing but itself: no script, no picture from elsewhere; in light, in dark and on paper.</summary>
internal sealed class Page
{
    private static readonly string Style = $$"""
        <style>:root{color-scheme:light dark;--good:#157a43;--bad:#b3261e;--faint:#8c959f22}
        body{font:16px/1.5 system-ui,sans-serif;max-width:70em;margin:1.5em auto 4em;padding:0 1em}
        h1{margin:0}h2{margin:2.2em 0 .4em;border-bottom:1px solid var(--grid)}h3{margin:1.8em 0 .2em}h4{margin:1.2em 0 .2em}
        p{margin:.4em 0}ul.why{margin:.3em 0;padding-left:1.2em}
        nav{margin:.6em 0;display:flex;flex-wrap:wrap;gap:.2em 1.4em}a{color:inherit}
        .verdict{display:inline-block;margin:.7em 0;padding:.35em .9em;border-radius:.4em;color:#fff;font-weight:600}
        .verdict.good{background:var(--good)}.verdict.bad{background:var(--bad)}.quiet{opacity:.75}
        .wide{overflow-x:auto}table{border-collapse:collapse;margin:.4em 0;font-size:.8125em}tr+tr{border-top:1px solid var(--grid)}
        th,td{padding:.15em .7em .15em 0;text-align:left;vertical-align:top}th{font-weight:600;vertical-align:bottom}
        td.n{text-align:right;white-space:nowrap}
        th.n{text-align:right;max-width:6.5em}td.good{color:var(--good)}td.bad{color:var(--bad)}
        td.good,td.bad{font-weight:600}td:first-child{white-space:nowrap}
        {{Plot.Style}}
        figure{margin:.6em 0 1.2em}.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(27em,100%),1fr));gap:0 1.5em}
        details{margin:.5em 0;border-top:1px solid var(--grid);padding-top:.4em}summary{cursor:pointer}
        @media(prefers-color-scheme:dark){:root{--good:#5fd08f;--bad:#ff8a80}.verdict{color:#111}
        }
        @media print{:root{color-scheme:light;--good:#157a43;--bad:#b3261e}body{font-size:11px;max-width:none;margin:0}nav{display:none}
        .verdict{color:#fff;print-color-adjust:exact}figure,tr,h2,h3,h4{break-inside:avoid}h2,h3,h4{break-after:avoid}
        .wide{overflow:visible}details::details-content{content-visibility:visible;height:auto}
        }
        </style>
        """;

    private readonly StringBuilder _page = new("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">");

    public Page(string title)
    {
        _page.Append("<meta name=\"viewport\" content=\"width=device-width\">");
        _page.Append(CultureInfo.InvariantCulture, $"<title>{Text(title)}</title>\n{Style}\n");
    }

    public void Heading(int level, string text, string? id = null)
    {
        string place = id is null ? "" : $" id=\"{Text(id)}\"";
        _page.Append(CultureInfo.InvariantCulture, $"<h{level}{place}>{Text(text)}</h{level}>\n");
    }

    public void Paragraph(string text, string kind = "") =>
        _page.Append(CultureInfo.InvariantCulture, $"<p{Class(kind)}>{Text(text)}</p>\n");

    /// <summary>Nothing where there is nothing to be listed.</summary>
    public void List(IReadOnlyCollection<string> lines)
    {
        if (lines.Count > 0)
            _page.Append("<ul class=\"why\">").AppendJoin("", lines.Select(line => $"<li>{Text(line)}")).Append("</ul>\n");
    }

    /// <summary>Ways to other places of this page.</summary>
    public void Ways(IEnumerable<(string Text, string Id)> ways) => _page.Append("<nav>")
        .AppendJoin("", ways.Select(way => $"<a href=\"#{Text(way.Id)}\">{Text(way.Text)}</a>")).Append("</nav>\n");

    /// <param name="columns">A name that begins with a blank is one of numbers, which stand at the right.</param>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        _page.Append("<div class=\"wide\"><table><tr>");
        foreach (string column in columns)
            _page.Append(CultureInfo.InvariantCulture, $"<th{(column.StartsWith(' ') ? " class=\"n\"" : "")}>{Text(column.Trim())}");
        foreach (IReadOnlyList<Cell> row in rows)
        {
            _page.Append("\n<tr>");
            foreach ((Cell cell, string column) in row.Zip(columns))
            {
                string kind = column.StartsWith(' ') ? $"n {cell.Mood}" : cell.Mood;
                string text = cell.Link is null ? Text(cell.Text) : $"<a href=\"#{Text(cell.Link)}\">{Text(cell.Text)}</a>";
                _page.Append(CultureInfo.InvariantCulture, $"<td{Class(kind.Trim())}>{text}");
            }
        }

        _page.Append("\n</table></div>\n");
    }

    public void Add(Plot plot) => plot.AppendTo(_page);

    /// <summary>Plots beside each other, where there is room.</summary>
    public void Add(IEnumerable<Plot> plots)
    {
        _page.Append("<div class=\"pair\">");
        foreach (Plot plot in plots)
            plot.AppendTo(_page);
        _page.Append("</div>\n");
    }

    /// <summary>What follows can be folded away; on paper it never is.</summary>
    public void Fold(string summary, bool isOpen, string? id = null) => _page.Append(
        CultureInfo.InvariantCulture,
        $"<details{(isOpen ? " open" : "")}{(id is null ? "" : $" id=\"{Text(id)}\"")}><summary>{Text(summary)}</summary>\n");

    public void EndFold() => _page.Append("</details>\n");

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_page.ToString());

    private static string Class(string kind) => kind.Length == 0 ? "" : $" class=\"{kind}\"";

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
