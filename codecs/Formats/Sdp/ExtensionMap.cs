using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Streaming.Formats.Sdp;

/// <summary>What a number in RTP header extensions stands for: an <c>extmap</c> attribute. RFC 8285 §5.</summary>
/// <param name="Id">1 … 255; from 15 on only the two-byte form can carry it.</param>
/// <param name="Uri">Names the extension; compared exactly.</param>
/// <param name="Direction"><c>sendrecv</c>, <c>sendonly</c>, <c>recvonly</c> or <c>inactive</c>; empty where not said.</param>
/// <param name="Parameters">What the extension itself adds; empty where there is nothing.</param>
public sealed record ExtensionMap(int Id, string Uri, string Direction = "", string Parameters = "")
{
    /// <summary>The largest number that either form can carry; 4096 and above are only offered, never used. RFC 8285 §6.</summary>
    private const int MostId = 255;

    /// <summary>From <c>1/sendonly urn:ietf:params:rtp-hdrext:ntp-64</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out ExtensionMap? map)
    {
        map = null;
        ReadOnlySpan<char> trimmed = text.Trim();
        int blank = trimmed.IndexOf(' ');
        if (blank < 0)
            return false;
        ReadOnlySpan<char> head = trimmed[..blank], rest = trimmed[(blank + 1)..].TrimStart();
        int slash = head.IndexOf('/'), end = rest.IndexOf(' ');
        ReadOnlySpan<char> number = slash < 0 ? head : head[..slash];
        string direction = slash < 0 ? "" : new(head[(slash + 1)..]);
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id is < 1 or > MostId)
            return false;
        if (slash >= 0 && direction is not ("sendrecv" or "sendonly" or "recvonly" or "inactive"))
            return false;
        map = new(id, new(end < 0 ? rest : rest[..end]), direction, end < 0 ? "" : new(rest[(end + 1)..].Trim()));
        return true;
    }

    public override string ToString()
    {
        string direction = Direction.Length == 0 ? "" : $"/{Direction}", parameters = Parameters.Length == 0 ? "" : $" {Parameters}";
        return $"{Id.ToString(CultureInfo.InvariantCulture)}{direction} {Uri}{parameters}";
    }
}
