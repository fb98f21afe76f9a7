namespace Streaming.Formats.Rtsp;

/// <summary>Everything of a message but its body.</summary>
internal sealed class RtspHead
{
    /// <summary>Null for a response.</summary>
    public string? Method { get; set; }

    public string Uri { get; set; } = "";

    public int Status { get; set; }

    public string Reason { get; set; } = "";

    public string Protocol { get; set; } = "RTSP";

    public (int Major, int Minor) Version { get; set; }

    public RtspHeaders Headers { get; } = new();

    public int BodyLength { get; set; }

    /// <summary>What makes the message unfit to be handed on.</summary>
    public RtspError? Error { get; set; }

    public RtspElement Complete(byte[] body) => Method is not null
        ? new(new RtspRequest { Method = Method, Uri = Uri, Protocol = Protocol, Version = Version, Headers = Headers, Body = body })
        : new(new RtspResponse
        {
            Status = Status,
            Reason = Reason,
            Protocol = Protocol,
            Version = Version,
            Headers = Headers,
            Body = body,
        });
}
