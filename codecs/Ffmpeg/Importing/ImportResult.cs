using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>What became of one source.</summary>
public abstract record ImportResult
{
    private ImportResult(string source) => Source = source;

    /// <summary>The file or folder, as it was named.</summary>
    public string Source { get; }

    /// <summary>The title is stored.</summary>
    /// <param name="Notes">What was left out or mended, a sentence each.</param>
    public sealed record Imported(string Source, Title Title, IReadOnlyList<string> Notes) : ImportResult(Source);

    /// <summary>It was stored already, from the same file with the same options.</summary>
    public sealed record Unchanged(string Source, Title Title) : ImportResult(Source);

    /// <summary>Nothing is stored, nothing left behind.</summary>
    /// <param name="Why">One line, without the name of the source.</param>
    public sealed record Failed(string Source, string Why) : ImportResult(Source);
}
