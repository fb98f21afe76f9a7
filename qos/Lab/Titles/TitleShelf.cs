using Streaming.Formats.Media;
using Streaming.Lab.Scenarios;
using Streaming.Server.Catalogue;

namespace Streaming.Lab.Titles;

/// <summary>The titles of a situation, ready to be played. Each is found by the name that the scenario gives it.</summary>
/// <remarks>Safe to ask from any thread: runs that are played side by side may share one.</remarks>
public sealed class TitleShelf : ICatalogue, IDisposable
{
    private TitleShelf(IReadOnlyList<Title> titles) => Titles = titles;

    /// <inheritdoc/>
    public IReadOnlyList<Title> Titles { get; }

    /// <summary>Makes and imports what is not there yet, which may take a while for films.</summary>
    /// <param name="reservesPeak">Whether they are offered with nothing known of them but their peak rate: no plan, no envelope.</param>
    /// <exception cref="IOException">A film cannot be read or imported; the message says which and why.</exception>
    public static TitleShelf Open(IReadOnlyList<TitleTerms> titles, bool reservesPeak) => new([]);

    /// <inheritdoc/>
    public OpenTitle? Open(string id) => null;

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
    }
}
