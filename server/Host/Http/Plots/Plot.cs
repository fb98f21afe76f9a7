using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Streaming.Server.Host.Http.Plots;

/// <summary>Curves over two axes, as a figure of an HTML page: a picture in SVG, its legend and a sentence. Nothing of it is a
/// script.</summary>
internal sealed record Plot(string Caption, Axis Across, Axis Up, IReadOnlyList<PlotCurve> Curves)
{
    /// <summary>Told apart with all usual kinds of colour blindness; in light and in dark.</summary>
    public static readonly IReadOnlyList<(string Light, string Dark)> Colours =
    [
        ("#0b63b5", "#6db3f8"), ("#c4500a", "#ff9d5c"), ("#157a43", "#5fd08f"), ("#8a3fc7", "#c99bf5"),
        ("#a8741a", "#e8c25a"), ("#0e7c86", "#55cfd8"), ("#c2255c", "#ff8fb3"), ("#5c636b", "#b6bec6"),
    ];

    private const int Left = 72, Right = 30, Top = 26, Bottom = 40;

    /// <summary>In units of which a letter is twelve high; a page shows it as wide as there is room.</summary>
    public int Width { get; init; } = 760;

    public int Height { get; init; } = 300;

    /// <summary>Moments that are marked from top to bottom, with their notes.</summary>
    public IReadOnlyList<PlotPoint> Marks { get; init; } = [];

    /// <summary>For the page's head; the colours of the page itself are its own matter.</summary>
    public static string Style { get; } = $$"""
        :root{--own:#8c959f55;--grid:#8c959f40}
        {{Classes(colour => colour.Light)}}
        @media(prefers-color-scheme:dark){
        {{Classes(colour => colour.Dark)}}
        }
        figure{margin:1em 0 2em}svg{display:block;width:100%;height:auto}svg text{font:12px sans-serif;fill:currentColor}
        .grid{stroke:var(--grid);stroke-width:1}.mark{stroke:currentColor;stroke-width:1;stroke-dasharray:2 3;opacity:.6}
        .axis{stroke:currentColor;stroke-width:1;fill:none}
        .line{fill:none;stroke:var(--c);stroke-width:1.8;stroke-linejoin:round}.dot{fill:var(--c)}.area{fill:var(--own)}
        .legend{list-style:none;padding:0;margin:.4em 0;display:flex;flex-wrap:wrap;gap:.1em 1.6em;font-size:.875em}
        .legend i{display:inline-block;width:1.4em;height:.25em;background:var(--c);margin-right:.5em;vertical-align:middle}
        .legend i.area{height:.8em;background:var(--own)}figcaption{font-size:.875em;opacity:.8}
        """;

    public void AppendTo(StringBuilder page)
    {
        page.Append(CultureInfo.InvariantCulture, $"<figure><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\">");
        page.Append(CultureInfo.InvariantCulture, $"<title>{Text(Caption)}</title>\n");
        AppendAxes(page);
        foreach (PlotPoint mark in Marks)
        {
            page.Append(CultureInfo.InvariantCulture, $"<path class=\"mark\" d=\"M{Number(X(mark.X))} {Top}V{Height - Bottom}\">");
            page.Append(CultureInfo.InvariantCulture, $"<title>{Text(mark.Note)}</title></path>\n");
        }

        foreach (PlotCurve curve in Curves)
            AppendCurve(page, curve);
        page.Append("</svg>\n<ul class=\"legend\">");
        foreach (PlotCurve curve in Curves.Where(curve => curve.Legend.Length > 0))
            page.Append(CultureInfo.InvariantCulture, $"<li><i class=\"{Class(curve)}\"></i>{Text(curve.Legend)}");
        page.Append(CultureInfo.InvariantCulture, $"</ul>\n<figcaption>{Text(Caption)}</figcaption></figure>\n");
    }

    private void AppendAxes(StringBuilder page)
    {
        (int low, int right) = (Height - Bottom, Width - Right);
        foreach ((double value, string text) in Up.Ticks)
        {
            double y = Y(value);
            page.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {Number(y)}H{right}\"/>");
            Write(page, Left - 6, y, " dy=\".35em\" text-anchor=\"end\"", text);
        }

        foreach ((double value, string text) in Across.Ticks)
        {
            double x = X(value);
            page.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Number(x)} {Top}V{low}\"/>");
            Write(page, x, low + 16, " text-anchor=\"middle\"", text);
        }

        page.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{Left} {Top}V{low}H{right}\"/>");
        Write(page, Left - 6, Top - 12, "", Up.Label);
        Write(page, right, low + 34, " text-anchor=\"end\"", Across.Label);
    }

    private void AppendCurve(StringBuilder page, PlotCurve curve)
    {
        if (curve.Shape == CurveShape.Dots)
        {
            foreach (PlotPoint point in curve.Points)
            {
                string at = $"cx=\"{Number(X(point.X))}\" cy=\"{Number(Y(point.Y))}\"";
                page.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot {Class(curve)}\" {at} r=\"4\">");
                page.Append(CultureInfo.InvariantCulture, $"<title>{Text(point.Note)}</title></circle>\n");
            }

            return;
        }

        bool isArea = curve.Shape == CurveShape.Area;
        string kind = isArea ? "" : "line ";
        page.Append(CultureInfo.InvariantCulture, $"<path class=\"{kind}{Class(curve)}\" d=\"M{Number(X(curve.Points[0].X))} ");
        page.Append(isArea ? $"{Height - Bottom}V" : "").Append(Number(Y(curve.Points[0].Y)));
        foreach (PlotPoint point in curve.Points.Skip(1))
        {
            (string x, string y) = (Number(X(point.X)), Number(Y(point.Y)));
            page.Append(curve.Shape == CurveShape.Line ? $"L{x} {y}" : $"H{x}V{y}");
        }

        page.Append(isArea ? $"V{Height - Bottom}Z" : "").Append("\"/>\n");
    }

    private static void Write(StringBuilder page, double x, double y, string how, string text) =>
        page.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\"{how}>{Text(text)}</text>\n");

    private double X(double value) => Left + (Across.Place(value) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - (Up.Place(value) * (Height - Top - Bottom));

    private static string Class(PlotCurve curve) => curve.Shape == CurveShape.Area ? "area" : $"c{curve.Colour % Colours.Count}";

    private static string Classes(Func<(string Light, string Dark), string> shade) =>
        string.Concat(Colours.Select((colour, number) => $".c{number}{{--c:{shade(colour)}}}"));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
