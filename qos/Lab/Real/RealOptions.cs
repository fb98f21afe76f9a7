namespace Streaming.Lab.Real;

/// <summary>How a situation is played on sockets.</summary>
public sealed record RealOptions
{
    /// <summary>Only so much of it, since its beginning; null: all.</summary>
    public TimeSpan? Until { get; init; }

    /// <summary>The server's program, <c>Streaming.Server.Host.dll</c>; null: the one beside the lab.</summary>
    public string? Server { get; init; }

    /// <summary>Told what is being done before anybody comes, a sentence each.</summary>
    public Action<string>? Notice { get; init; }
}
