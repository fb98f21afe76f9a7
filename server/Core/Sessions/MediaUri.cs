using System.Globalization;

namespace Streaming.Server.Sessions;

/// <summary>What a request URI names: a title, a choice among its tracks, perhaps one track.</summary>
/// <remarks>
/// Clients build the address of a track from what the description says, each in its own way: behind the title, behind the query, with a
/// slash at the end or without, as an absolute path. All of these are read alike:
/// <code>
/// rtsp://host:8554/film/trackID=2      rtsp://host/film?audio=de/trackID=2      rtsp://host/film/trackID=2/?audio=de      /film/trackid=2
/// </code>
/// Nothing here touches a file: the title is looked up by its id in the catalogue, so <c>..</c> names a title nobody has.
/// </remarks>
/// <param name="Title">In lower case, as ids are; empty for the server itself; of a channel its name behind <c>channels/</c>.</param>
/// <param name="Query">What the client chose.</param>
/// <param name="Track">Null where the whole title is meant.</param>
/// <param name="IsParity">The parity of that track is meant, not the track itself.</param>
public sealed record MediaUri(string Title, MediaQuery Query, int? Track, bool IsParity = false)
{
    /// <summary>The name of a track's control address, in front of its number.</summary>
    public const string TrackPrefix = "trackID=";

    /// <summary>The same for the stream of parity that protects a track, in front of the track's number.</summary>
    public const string ParityPrefix = "parityID=";

    /// <summary>What the addresses of channels have in front of the name: no title is called that, since its id has no slash.</summary>
    public const string ChannelPrefix = "channels/";

    /// <summary>The server as a whole: <c>*</c>. RFC 2326 §6.1.</summary>
    public static readonly MediaUri Server = new("", MediaQuery.Empty, null);

    /// <summary>The name of the channel that is meant; null where none is.</summary>
    public string? Channel => Title.StartsWith(ChannelPrefix, StringComparison.Ordinal) ? Title[ChannelPrefix.Length..] : null;

    /// <summary>Null where the text is no RTSP URI: another scheme, broken percent-encoding, control characters.</summary>
    public static MediaUri? Parse(string uri)
    {
        if (uri == "*")
            return Server;
        ReadOnlySpan<char> rest = uri;
        int scheme = rest.IndexOf("://");
        if (scheme >= 0 && !rest[..scheme].ContainsAny('/', '?'))
        {
            if (!IsRtsp(rest[..scheme]))
                return null;
            rest = rest[(scheme + 3)..];
            int path = rest.IndexOfAny('/', '?');
            rest = path < 0 ? "" : rest[path..];
        }
        else if (!rest.StartsWith('/'))
        {
            return null;
        }

        int fragment = rest.IndexOf('#');
        return ParsePath(fragment < 0 ? rest : rest[..fragment]);
    }

    private static bool IsRtsp(ReadOnlySpan<char> scheme) =>
        scheme.Equals("rtsp", StringComparison.OrdinalIgnoreCase)
        || scheme.Equals("rtsps", StringComparison.OrdinalIgnoreCase)
        || scheme.Equals("rtspu", StringComparison.OrdinalIgnoreCase);

    private static MediaUri? ParsePath(ReadOnlySpan<char> text)
    {
        int mark = text.IndexOf('?');
        ReadOnlySpan<char> path = mark < 0 ? text : text[..mark];
        ReadOnlySpan<char> query = mark < 0 ? "" : text[(mark + 1)..];

        int? track = Take(TrackPrefix, ref query) ?? Take(TrackPrefix, ref path);
        int? parity = track is null ? Take(ParityPrefix, ref query) ?? Take(ParityPrefix, ref path) : null;
        return PercentEncoding.Decode(path.Trim('/')) is { } title && MediaQuery.Parse(query) is { } parameters
            ? new(title.ToLowerInvariant(), parameters, track ?? parity, parity is not null)
            : null;
    }

    /// <summary>Cuts <c>/trackID=N</c> off the end.</summary>
    private static int? Take(string prefix, ref ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> trimmed = text.TrimEnd('/');
        int slash = trimmed.LastIndexOf('/');
        ReadOnlySpan<char> last = trimmed[(slash + 1)..];
        if (slash < 0
            || !last.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            || !int.TryParse(last[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int track))
            return null;
        text = trimmed[..slash];
        return track;
    }
}
