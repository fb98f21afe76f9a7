namespace Streaming.Formats.Rtsp;

/// <summary>What was wrong with a message, what to answer, and whether the connection can go on.</summary>
/// <param name="Where">The offset counts from the first byte of the message.</param>
/// <param name="Status">What a server answers; see <see cref="RtspStatus"/>.</param>
/// <param name="CanContinue">True where the end of the message is known: it was consumed and the next may follow. Otherwise answer and
/// close.</param>
/// <param name="CSeq">The message's CSeq as it was written, where it could be read: the answer carries it.</param>
/// <param name="Excerpt">The offending line, shortened and printable, for the log.</param>
public readonly record struct RtspError(ParseError Where, int Status, bool CanContinue, string? CSeq, string Excerpt)
{
    public static readonly RtspError None = new(ParseError.None, 0, true, null, "");

    /// <summary>The answer a server gives: the status, the CSeq if known, and <c>Connection: close</c> where it will close.</summary>
    public RtspResponse Respond()
    {
        RtspResponse response = RtspResponse.Of(Status);
        if (CSeq is not null)
            response.Headers.Add("CSeq", CSeq);
        if (!CanContinue)
            response.Headers.Add("Connection", "close");
        return response;
    }

    public override string ToString() => $"{Where}: '{Excerpt}' (answer {Status}{(CanContinue ? "" : " and close")})";
}
