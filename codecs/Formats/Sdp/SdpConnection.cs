using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Streaming.Formats.Sdp;

/// <summary>A connection line: where the media goes. RFC 8866 §5.7.</summary>
/// <param name="Address">An address of either family, or a name; <c>0.0.0.0</c> and <c>::</c> where RTSP will say.</param>
/// <param name="Ttl">Of IPv4 multicast; null otherwise.</param>
/// <param name="Count">How many consecutive multicast addresses; 1 usually.</param>
public sealed record SdpConnection(string Address, bool IsIPv6 = false, int? Ttl = null, int Count = 1)
{
    /// <summary>The group to join; null where the address is none of multicast.</summary>
    public IPAddress? Group =>
        IPAddress.TryParse(Address, out IPAddress? address) && (address.IsIPv6Multicast || IsIPv4Multicast(address)) ? address : null;

    /// <summary>From <c>IN IP4 239.0.0.1/16/3</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SdpConnection? connection)
    {
        connection = null;
        Span<Range> words = stackalloc Range[4];
        if (text.Split(words, ' ', StringSplitOptions.RemoveEmptyEntries) != 3 || text[words[0]] is not "IN")
            return false;
        bool isIPv6 = text[words[1]] is "IP6";
        if (!isIPv6 && text[words[1]] is not "IP4")
            return false;

        ReadOnlySpan<char> address = text[words[2]];
        Span<Range> parts = stackalloc Range[4];
        int count = address.Split(parts, '/'), most = isIPv6 ? 2 : 3;
        if (count > most || address[parts[0]].IsEmpty)
            return false;
        int ttl = 0, addresses = 1;
        if (!isIPv6 && count > 1 && !TryByte(address[parts[1]], byte.MaxValue, out ttl))
            return false;
        if (count == most && (!TryByte(address[parts[most - 1]], ushort.MaxValue, out addresses) || addresses == 0))
            return false;
        connection = new(new(address[parts[0]]), isIPv6, !isIPv6 && count > 1 ? ttl : null, addresses);
        return true;
    }

    public override string ToString()
    {
        string ttl = Ttl is { } hops ? $"/{hops}" : "";
        string count = Count != 1 && (IsIPv6 || Ttl is not null) ? $"/{Count}" : "";
        return $"IN {(IsIPv6 ? "IP6" : "IP4")} {Address}{ttl}{count}";
    }

    /// <summary>224.0.0.0/4.</summary>
    private static bool IsIPv4Multicast(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out int length) && length == 4 && bytes[0] >> 4 == 0xe;
    }

    private static bool TryByte(ReadOnlySpan<char> text, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;
}
