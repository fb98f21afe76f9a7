namespace Streaming.Formats.Rtsp.Headers;

/// <summary>Two neighbouring numbers of a transport, for RTP and for RTCP: ports, or channels of an interleaved connection.</summary>
/// <remarks>One number alone stands for itself and the next one (RFC 3550 §11).</remarks>
public readonly record struct PortPair(int Rtp, int Rtcp)
{
    /// <summary><c>n</c> or <c>n-m</c>, both within 0 … <paramref name="most"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, int most, out PortPair pair)
    {
        pair = default;
        int dash = text.IndexOf('-');
        if (!HeaderText.TryNumber(dash < 0 ? text : text[..dash].TrimEnd(), most, out long rtp))
            return false;
        long rtcp = rtp + 1;
        if (dash >= 0 && !HeaderText.TryNumber(text[(dash + 1)..].TrimStart(), most, out rtcp))
            return false;
        pair = new((int)rtp, (int)rtcp);
        return rtcp <= most;
    }

    public override string ToString() => $"{Rtp}-{Rtcp}";
}
