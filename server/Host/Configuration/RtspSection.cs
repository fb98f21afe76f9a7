namespace Streaming.Server.Host.Configuration;

/// <summary>The control connections: where they are accepted, and how much of them.</summary>
public sealed record RtspSection
{
    /// <summary>0 = any free one.</summary>
    public int Port { get; init; } = 8554;

    /// <summary>A session from which neither RTSP nor RTCP is heard for so long is ended.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a client may take from the first byte of a request to the end of its headers.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest first line of a request.</summary>
    public ByteCount RequestLine { get; init; } = new(8_000);

    /// <summary>All headers of one request together.</summary>
    public ByteCount Headers { get; init; } = new(32_000);

    public int HeaderCount { get; init; } = 100;

    public ByteCount Body { get; init; } = new(128_000);
}
