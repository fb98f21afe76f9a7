namespace Streaming.Player.Desktop.Window.Library;

/// <summary>What there is to choose from; immutable.</summary>
internal sealed record LibraryView
{
    public static readonly LibraryView Nothing = new();

    /// <summary>The server whose titles these are; empty where none was asked.</summary>
    public string Address { get; init; } = "";

    public bool IsFetching { get; init; }

    /// <summary>Why the titles are not there: one line for the viewer; empty where nothing went wrong.</summary>
    public string Trouble { get; init; } = "";

    /// <summary>In the server's order.</summary>
    public IReadOnlyList<LibraryTitle> Titles { get; init; } = [];

    /// <summary>What was opened before, the latest first: titles and servers.</summary>
    public IReadOnlyList<RecentAddress> Recent { get; init; } = [];
}
