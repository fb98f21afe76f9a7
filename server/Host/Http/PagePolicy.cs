namespace Streaming.Server.Host.Http;

/// <summary>What a browser may do with the pages of this server.</summary>
internal static class PagePolicy
{
    /// <summary>Nothing on a page runs, and nothing is loaded but our own pictures: whatever a film's name contains, it stays
    /// text.</summary>
    public const string NothingRuns = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
}
