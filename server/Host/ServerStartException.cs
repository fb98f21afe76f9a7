namespace Streaming.Server.Host;

/// <summary>The server cannot start; the message says why and what to do, in one line.</summary>
public sealed class ServerStartException : Exception
{
    public ServerStartException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
