namespace Streaming.Lab.Reports;

/// <summary>One cell of a table.</summary>
/// <param name="Mood">good, bad or nothing.</param>
/// <param name="Link">Where it leads to; null: nowhere.</param>
internal readonly record struct Cell(string Text, string Mood = "", string? Link = null)
{
    public static implicit operator Cell(string text) => new(text);

    /// <summary>Something that had better be nothing.</summary>
    public static Cell Bad(long count, string? text = null) => new(text ?? Say.Count(count), count > 0 ? "bad" : "");
}
