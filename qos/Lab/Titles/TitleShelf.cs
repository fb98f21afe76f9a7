using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Lab.Scenarios;
using Streaming.Server.Catalogue;

namespace Streaming.Lab.Titles;

/// <summary>The titles of a situation, ready to be played. Each is found by the name that the scenario gives it.</summary>
/// <remarks>Safe to ask from any thread: runs that are played side by side may share one.</remarks>
public sealed class TitleShelf : ICatalogue, IDisposable
{
    private readonly SortedDictionary<string, ShelfTitle> _titles = new(StringComparer.Ordinal);

    private TitleShelf(IReadOnlyList<TitleTerms> titles, bool reservesPeak, CancellationToken stop)
    {
        foreach (TitleTerms terms in titles)
        {
            ShelfTitle title = terms switch
            {
                TitleTerms.Generated made => MadeTitle.Of(made),
                TitleTerms.File film => FilmCache.Open(film.Path, stop).Named(film.Name),
                TitleTerms.Sample sample => FilmCache.Open(FilmCache.Sample(stop), stop).Named(sample.Name),
                _ => throw new InvalidOperationException("broken invariant: titles are of three kinds"),
            };
            _titles.Add(terms.Name, reservesPeak ? title.ByPeak() : title);
        }

        Titles = [.. _titles.Values.Select(title => title.Index.Title)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Title> Titles { get; }

    /// <summary>Makes and imports what is not there yet, which may take a while for films.</summary>
    /// <param name="reservesPeak">Whether they are offered with nothing known of them but their peak rate: no plan, no envelope.</param>
    /// <exception cref="IOException">A film cannot be read or imported; the message says which and why.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TitleShelf Open(IReadOnlyList<TitleTerms> titles, bool reservesPeak, CancellationToken stop = default) =>
        new(titles, reservesPeak, stop);

    /// <inheritdoc/>
    public OpenTitle? Open(string id) => _titles.TryGetValue(id, out ShelfTitle? title) ? new(title.Index, title.Films) : null;

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (FileSource film in _titles.Values.SelectMany(title => title.Films.Values).OfType<FileSource>())
            film.Dispose();
    }
}
