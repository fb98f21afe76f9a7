namespace Streaming.Player.Client;

/// <summary>One page of a server's list of titles.</summary>
/// <param name="PageCount">How many pages there are.</param>
internal sealed record CataloguePage(int PageCount, IReadOnlyList<CatalogueTitle> Titles);
