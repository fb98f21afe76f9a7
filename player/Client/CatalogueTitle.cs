namespace Streaming.Player.Client;

/// <summary>A title, or a channel, of a server's library, as its list names it.</summary>
/// <param name="Id">The last part of its addresses.</param>
/// <param name="Name">For people.</param>
/// <param name="Address">Where it is played: <c>rtsp://…</c>.</param>
/// <param name="Duration">Null where the list does not say.</param>
/// <param name="Thumbnail">Where a small picture of it is; null where there is none.</param>
public sealed record CatalogueTitle(string Id, string Name, string Address, TimeSpan? Duration, Uri? Thumbnail)
{
    /// <summary>A programme that runs whether anybody looks or not.</summary>
    public bool IsChannel { get; init; }
}
