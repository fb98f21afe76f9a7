using Streaming.Formats.Media;

namespace Streaming.Server.Catalogue;

/// <summary>The titles there are, and the way to one of them. Safe to ask from any thread.</summary>
public interface ICatalogue
{
    /// <summary>A snapshot, ordered by id.</summary>
    IReadOnlyList<Title> Titles { get; }

    /// <summary>The title with its files open, or null where there is none of that id. The caller disposes it; what is open stays readable
    /// even if the title is replaced or removed meanwhile.</summary>
    OpenTitle? Open(string id);
}
