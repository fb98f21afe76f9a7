namespace Streaming.Server.Host.DataPlane;

/// <summary>Whose packets a route carries, for whoever counts them. Called by the loop that sends them.</summary>
internal interface IFlow
{
    /// <summary>Packets left at <paramref name="now"/>, together, and had to by <paramref name="deadline"/>.</summary>
    void CountSent(int packets, int bytes, Instant due, Instant deadline, Instant now);

    void CountSentControl(int bytes, Instant now);

    void CountDropped(DropReason reason, int packets, int bytes);

    /// <summary>There is no use in going on.</summary>
    /// <param name="film">That cannot be read; null: it is not for a film.</param>
    void Fail(string reason, IByteSource? film = null);
}
