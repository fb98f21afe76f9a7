using System.Text.Json;

namespace Streaming.Benchmarks;

/// <summary>Figures with their names and units, in the order they were measured.</summary>
internal sealed class Table(string title)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<Row> _rows = [];

    /// <param name="goal">What the figure should be; empty where there is no goal.</param>
    public void Add(string name, double value, string unit, string goal = "", string note = "") =>
        _rows.Add(new(name, value, unit, goal, note));

    public void Print(TextWriter output)
    {
        output.WriteLine(title);
        int width = _rows.Max(row => row.Name.Length);
        foreach (Row row in _rows)
        {
            string value = Math.Abs(row.Value) >= 1_000 ? $"{row.Value:N0}" : $"{row.Value:0.###}";
            string goal = row.Goal.Length > 0 ? $"  (goal {row.Goal})" : "";
            string note = row.Note.Length > 0 ? $"  {row.Note}" : "";
            output.WriteLine($"  {row.Name.PadRight(width)}  {value,12} {row.Unit}{goal}{note}");
        }
    }

    public string ToJson() => JsonSerializer.Serialize(new { title, figures = _rows }, Indented);

    private sealed record Row(string Name, double Value, string Unit, string Goal, string Note);
}
