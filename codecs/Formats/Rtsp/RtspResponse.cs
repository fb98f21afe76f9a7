using System.Buffers;

namespace Streaming.Formats.Rtsp;

/// <summary>A response. RFC 2326 §7.</summary>
public sealed class RtspResponse
{
    /// <summary>See <see cref="RtspStatus"/>; 100 … 999.</summary>
    public required int Status { get; init; }

    public string Reason { get; init; } = "";

    /// <summary><c>RTSP</c>, or <c>HTTP</c> where we knocked at the wrong door.</summary>
    public string Protocol { get; init; } = "RTSP";

    public (int Major, int Minor) Version { get; init; } = (1, 0);

    public RtspHeaders Headers { get; init; } = new();

    public byte[] Body { get; init; } = [];

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The number that pairs a response with its request; null where it is missing, not a number, or beyond 2³¹ − 1.</summary>
    public int? CSeq => RtspText.ToInt32(Headers["CSeq"]);

    /// <summary>A response with its standard reason.</summary>
    public static RtspResponse Of(int status) => new() { Status = status, Reason = RtspStatus.Reason(status) };

    /// <summary>The same response with another body and its type.</summary>
    public RtspResponse WithBody(string contentType, byte[] body)
    {
        Headers["Content-Type"] = contentType;
        return new() { Status = Status, Reason = Reason, Protocol = Protocol, Version = Version, Headers = Headers, Body = body };
    }

    /// <summary>Writes the message; Content-Length is that of the body, whatever the headers say, and left out where there is
    /// none.</summary>
    public void WriteTo(IBufferWriter<byte> output) =>
        RtspText.Write(output, $"{Protocol}/{Version.Major}.{Version.Minor} {Status} {Reason}", Headers, Body);

    public override string ToString() => $"{Status} {Reason}";
}
