using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>Finds in RTP-Info what belongs to which stream. RFC 2326 §12.33.</summary>
internal static class RtpInfoMatch
{
    public static IReadOnlyList<RtpInfoEntry?> Read(RtspResponse response, IReadOnlyList<StreamSetup> streams)
    {
        if (!RtpInfoHeader.TryParse(response.Headers["RTP-Info"] ?? "", out RtpInfoHeader? header, out _))
            return [.. streams.Select(_ => (RtpInfoEntry?)null)];
        IReadOnlyList<RtpInfoEntry> entries = header.Entries;
        RtpInfoEntry?[] found = [.. streams.Select(stream => entries.FirstOrDefault(entry => IsSame(entry.Url, stream.Track.ControlUrl)))];
        bool isByOrder = entries.Count == streams.Count && Array.TrueForAll(found, entry => entry is null);
        return isByOrder ? [.. entries] : found;
    }

    /// <summary>
    /// Deviation: servers write the URL relative, or with another host name than they were asked by; where no URL fits, order decides.
    /// </summary>
    private static bool IsSame(string url, string control) =>
        url.Length > 0 && (url == control || control.EndsWith($"/{url}", StringComparison.Ordinal) || Path(url) == Path(control));

    private static string Path(string url)
    {
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        int slash = scheme < 0 ? 0 : url.IndexOf('/', scheme + 3);
        return slash < 0 ? "" : url[slash..];
    }
}
