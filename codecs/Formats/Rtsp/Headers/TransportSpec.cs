using System.Globalization;
using System.Text;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtsp.Headers;

/// <summary>One way of carrying a stream, as a client offers or a server chooses it. RFC 2326 §12.39.</summary>
/// <remarks>Parameters this type does not name are read over: RFC 2326 lets a server ignore what it does not know.</remarks>
public sealed record TransportSpec
{
    private static readonly string[] Spoken =
        ["RTP/AVP", "RTP/AVP/UDP", "RTP/AVP/TCP", "RTP/AVPF", "RTP/AVPF/UDP", "RTP/AVPF/TCP"];

    private const int MostPort = ushort.MaxValue;
    private const int MostChannel = byte.MaxValue;

    /// <summary>What an address cannot hold: it would mean something else when it is written again.</summary>
    private const string Delimiters = "\";, \t";

    /// <summary>The protocol as it was written: <c>RTP/AVP</c>, <c>RTP/AVP/UDP</c>, <c>RTP/AVP/TCP</c>; others are kept, so that they can
    /// be refused (461).</summary>
    public string Protocol { get; init; } = "RTP/AVP";

    /// <summary>Null where neither <c>unicast</c> nor <c>multicast</c> is said.</summary>
    /// <remarks>RFC 2326 makes multicast the default; every client that leaves it out means unicast.</remarks>
    public bool? IsMulticast { get; init; }

    /// <summary>Where the client wants the media sent.</summary>
    public string? Destination { get; init; }

    /// <summary>Where the server says the media comes from.</summary>
    public string? Source { get; init; }

    /// <summary>Multicast time to live, 0 … 255.</summary>
    public int? Ttl { get; init; }

    public PortPair? ClientPort { get; init; }

    public PortPair? ServerPort { get; init; }

    /// <summary>The multicast ports.</summary>
    public PortPair? Port { get; init; }

    /// <summary>The channels in the RTSP connection. RFC 2326 §10.12.</summary>
    public PortPair? Interleaved { get; init; }

    public Ssrc? Ssrc { get; init; }

    /// <summary>Without quotes: <c>PLAY</c> or <c>RECORD</c>; null means PLAY.</summary>
    public string? Mode { get; init; }

    /// <summary>RTP with the audio-video profile (RFC 3551), or that with feedback (RFC 4585), over UDP or TCP: what we speak.</summary>
    public bool IsRtpAvp => Array.Exists(Spoken, protocol => HeaderText.Is(Protocol, protocol));

    public bool IsTcp => Protocol.EndsWith("/TCP", StringComparison.OrdinalIgnoreCase);

    public static bool TryParse(ReadOnlySpan<char> text, out TransportSpec spec, out ParseError error)
    {
        error = ParseError.None;
        ReadOnlySpan<char> rest = text;
        ReadOnlySpan<char> protocol = HeaderText.Next(ref rest, ';');
        spec = new() { Protocol = new(protocol) };
        if (protocol.IsEmpty || protocol.ContainsAny("=\"") || !protocol.Contains('/'))
        {
            error = new(ParseFault.Invalid, 0, "transport-protocol");
            return false;
        }

        while (!rest.IsEmpty)
        {
            int at = text.Length - rest.Length;
            HeaderText.Split(HeaderText.Next(ref rest, ';'), out ReadOnlySpan<char> name, out ReadOnlySpan<char> value);
            if (TryApply(ref spec, name, value))
                continue;
            error = new(ParseFault.Invalid, at, "transport parameter");
            return false;
        }

        return true;
    }

    public override string ToString()
    {
        StringBuilder text = new(Protocol, 128);
        if (IsMulticast is { } isMulticast)
            text.Append(isMulticast ? ";multicast" : ";unicast");
        Append(text, "destination", Destination);
        Append(text, "source", Source);
        Append(text, "ttl", Ttl);
        Append(text, "client_port", ClientPort);
        Append(text, "server_port", ServerPort);
        Append(text, "port", Port);
        Append(text, "interleaved", Interleaved);
        Append(text, "ssrc", Ssrc is { } ssrc ? $"{ssrc.Value:X8}" : null);
        Append(text, "mode", Mode is null ? null : $"\"{Mode}\"");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, object? value)
    {
        if (value is not null)
            text.Append(';').Append(name).Append('=').Append(value);
    }

    private static bool TryApply(ref TransportSpec spec, ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        Span<char> lower = stackalloc char[16];
        int length = name.Length <= lower.Length ? name.ToLowerInvariant(lower) : 0;
        switch (lower[..length])
        {
            case "unicast" or "multicast":
                spec = spec with { IsMulticast = lower[0] == 'm' };
                return true;
            case "destination":
                spec = spec with { Destination = value.IsEmpty ? null : new(value) };
                return !value.ContainsAny(Delimiters);
            case "source":
                spec = spec with { Source = value.IsEmpty ? null : new(value) };
                return !value.ContainsAny(Delimiters);
            case "mode":
                spec = spec with { Mode = value.IsEmpty ? null : new(value) };
                return !value.Contains('"');
            case "ssrc":
                // A hint, and one that devices get wrong: what is not hexadecimal is as good as not said. Fewer than eight digits are
                // read as if padded with zeros on the left (Golden row "short ssrc").
                bool isHex = uint.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint ssrc);
                spec = spec with { Ssrc = isHex && value.Length <= 8 ? new(ssrc) : null };
                return true;
            case "ttl":
                bool isTtl = HeaderText.TryNumber(value, byte.MaxValue, out long ttl);
                spec = spec with { Ttl = (int)ttl };
                return isTtl;
            case "client_port":
                return PortPair.TryParse(value, MostPort, out PortPair pair) && Set(ref spec, spec with { ClientPort = pair });
            case "server_port":
                return PortPair.TryParse(value, MostPort, out pair) && Set(ref spec, spec with { ServerPort = pair });
            case "port":
                return PortPair.TryParse(value, MostPort, out pair) && Set(ref spec, spec with { Port = pair });
            case "interleaved":
                return PortPair.TryParse(value, MostChannel, out pair) && Set(ref spec, spec with { Interleaved = pair });
            default:
                return true;
        }
    }

    private static bool Set(ref TransportSpec spec, TransportSpec changed)
    {
        spec = changed;
        return true;
    }
}
