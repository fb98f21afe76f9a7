using System.Buffers;

namespace Streaming.Formats.Rtsp;

/// <summary>A request. RFC 2326 §6.</summary>
public sealed class RtspRequest
{
    /// <summary>A token; see <see cref="RtspMethod"/>. Others may occur.</summary>
    public required string Method { get; init; }

    /// <summary>As it stood in the request line, undecoded: <c>rtsp://host/film</c>, or <c>*</c>.</summary>
    public required string Uri { get; init; }

    /// <summary><c>RTSP</c>, or <c>HTTP</c> where a browser knocked at the wrong door.</summary>
    public string Protocol { get; init; } = "RTSP";

    public (int Major, int Minor) Version { get; init; } = (1, 0);

    public RtspHeaders Headers { get; init; } = new();

    public byte[] Body { get; init; } = [];

    public bool IsHttp => Protocol == "HTTP";

    /// <summary>The number that pairs a response with its request; null where it is missing, not a number, or beyond 2³¹ − 1.</summary>
    public int? CSeq => RtspText.ToInt32(Headers["CSeq"]);

    /// <summary>A response with its standard reason and the request's CSeq as the client wrote it. RFC 2326 §12.17.</summary>
    public RtspResponse Respond(int status)
    {
        RtspResponse response = RtspResponse.Of(status);
        if (Headers["CSeq"] is { } number)
            response.Headers.Add("CSeq", number);
        return response;
    }

    /// <summary>Writes the message; Content-Length is that of the body, whatever the headers say, and left out where there is
    /// none.</summary>
    public void WriteTo(IBufferWriter<byte> output) =>
        RtspText.Write(output, $"{Method} {Uri} {Protocol}/{Version.Major}.{Version.Minor}", Headers, Body);

    public override string ToString() => $"{Method} {Uri}";
}
