using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>The statistics overlay: words on the left, a minute of history on the right, the latency's budget below.</summary>
internal static class StatisticsPanel
{
    /// <returns>Its lower edge.</returns>
    public static float Draw(Scene scene, Measures size, ITextMeasure measure, StatisticsView figures)
    {
        float inner = size.Of(16);
        float width = MathF.Min(size.Width - (2 * size.Margin), size.Of(1020));
        float left = MathF.Round((width - (3 * inner)) * 0.56f);
        float line = MathF.Round(measure.LineHeight(size.Small) * 1.18f);
        List<Row> rows = Rows(figures, size, measure, left);
        float textHeight = rows.Count * line;
        float budget = measure.LineHeight(size.Normal) + size.Of(22);
        float height = textHeight + budget + (2 * inner);
        Box box = new(size.Margin, size.Margin, width, height);
        scene.Fill(box, Palette.Panel, size.Of(8));

        float y = box.Y + inner;
        float labels = Labels(size, measure);
        foreach (Row row in rows)
        {
            scene.Words(box.X + inner, y, row.Label, size.Small, Palette.Dim);
            scene.Words(box.X + inner + labels, y, row.Text, size.Small, row.Colour);
            y += line;
        }

        Box plots = new(box.X + left + (2 * inner), box.Y + inner, width - left - (3 * inner), textHeight);
        StatisticsPlots.Draw(scene, size, measure, figures, plots);
        LatencyBudget.Draw(scene, size, measure, figures, new(box.X + inner, y + size.Of(8), width - (2 * inner), budget - size.Of(8)));
        return box.Bottom;
    }

    private static float Labels(Measures size, ITextMeasure measure) => measure.Width("Renditions", size.Small) + size.Of(14);

    private static List<Row> Rows(StatisticsView figures, Measures size, ITextMeasure measure, float width)
    {
        float room = width - Labels(size, measure);
        List<Row> rows = [];
        Add("Contract", figures.Contract.Length > 0 ? figures.Contract : "none", Palette.Text, 2);
        if (figures.Verdict.Length > 0)
        {
            bool isKept = figures.Verdict.StartsWith("kept", StringComparison.Ordinal);
            Add("Verdict", figures.Verdict, isKept ? Palette.Good : Palette.Warning, 2);
        }

        foreach ((int index, string stream) in figures.Streams.Take(4).Index())
            Add(index == 0 ? "Streams" : "", stream, Palette.Text, 1);
        Add("Rate", figures.Rate.ToString(), Palette.Text, 1);
        Add("Loss", $"{Share(figures.LossBeforeRepair)}, after repair {Share(figures.LossAfterRepair)}",
            Mark(figures.LossAfterRepair > Ratio.Zero), 1);
        if (figures.Repairs.Length > 0)
            Add("Repair", figures.Repairs, Palette.Text, 1);
        if (figures.Protection.Length > 0)
            Add("Protection", figures.Protection, Palette.Text, 2);
        Add("Jitter", Milliseconds(figures.Jitter), Palette.Text, 1);
        Add("Buffer", $"{Milliseconds(figures.BufferLevel)} of {Milliseconds(figures.BufferTarget)}", Palette.Text, 1);
        Add("Lip-sync", Skew(figures.Skew), Mark(figures.Skew is { } skew && Math.Abs(skew.TotalMilliseconds) > 15), 1);
        if (figures.OutOfStep is { } step)
            Add("In step", $"{Milliseconds(step)} ahead of all", Mark(Math.Abs(step.TotalMilliseconds) > 10), 1);
        Add("Renditions", figures.RenditionChanges == 1 ? "1 change" : $"{figures.RenditionChanges} changes", Palette.Text, 1);
        Add("Dropped", $"decoder {figures.DecoderDrops}, late {figures.RenderDrops}",
            Mark(figures.DecoderDrops + figures.RenderDrops > 0), 1);
        return rows;

        void Add(string label, string text, Colour colour, int most)
        {
            foreach ((int index, string line) in TextFlow.Wrap(text, size.Small, room, measure, most).Index())
                rows.Add(new(index == 0 ? label : "", line, colour));
        }
    }

    private static Colour Mark(bool isWorthALook) => isWorthALook ? Palette.Warning : Palette.Text;

    private static string Milliseconds(TimeSpan time) =>
        Math.Abs(time.TotalMilliseconds) < 9.95 ? $"{time.TotalMilliseconds:0.0} ms" : $"{time.TotalMilliseconds:0} ms";

    // Two digits that mean something: 1.2 %, 0.034 %.
    private static string Share(Ratio share)
    {
        double percent = share.Billionths / 1e7;
        return percent switch
        {
            0 => "0 %", < 0.001 => "< 0.001 %", < 0.1 => $"{percent:0.###} %", < 10 => $"{percent:0.##} %", _ => $"{percent:0.#} %",
        };
    }

    private static string Skew(TimeSpan? skew) => skew switch
    {
        null => "–",
        { TotalMilliseconds: >= 0.05 } early => $"sound {early.TotalMilliseconds:0.0} ms early",
        { TotalMilliseconds: <= -0.05 } late => $"sound {-late.TotalMilliseconds:0.0} ms late",
        _ => "exact",
    };

    private readonly record struct Row(string Label, string Text, Colour Colour);
}
