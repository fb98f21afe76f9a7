using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Player.Contracts;

namespace Streaming.Player.Sessions;

/// <summary>Says in a sentence what a server's error means and what to do about it.</summary>
internal static class Refusal
{
    /// <summary>Enough to find one's film in; a library of thousands is no error message.</summary>
    private const int MostTitles = 12;

    public static SessionOutcome.Failed Explain(string method, RtspResponse response, RtspAddress address)
    {
        string said = Said(response);
        Shortage? shortage = Shortage.Read(response);
        string message = response.Status switch
        {
            RtspStatus.NotFound => NotFound(response, address),
            RtspStatus.Unauthorized or RtspStatus.ProxyAuthenticationRequired =>
                "the server asks for a user name and password, which this player cannot give",
            RtspStatus.Forbidden => $"the server forbids it{said}",
            RtspStatus.NotEnoughBandwidth when shortage is not null => $"{shortage}",
            RtspStatus.NotEnoughBandwidth => $"the server has no capacity for this session now{said}; try again later or ask for less",
            RtspStatus.SessionNotFound => "the server no longer knows this session (it may have been restarted); play again",
            RtspStatus.UnsupportedTransport => "the server offers neither UDP nor TCP transport to this player",
            RtspStatus.InvalidRange => $"the start lies outside the title{said}; choose an earlier one",
            RtspStatus.ServiceUnavailable => $"the server is too busy{said}; try again later",
            RtspStatus.RtspVersionNotSupported => "the server does not speak RTSP 1.0",
            >= 300 and < 400 when response.Headers["Location"] is { } place => $"the title has moved; play {place}",
            >= 300 and < 400 => "the title has moved, the server does not say where",
            _ => $"the server refused {method} with {response.Status} {response.Reason}{said}",
        };
        string[] titles = response.Status == RtspStatus.NotFound ? Titles(response) : [];
        return new(FailureKind.Refused, response.Status, message, shortage) { Offered = titles };
    }

    /// <summary>Our server says in the body what it has: a path for each title, one a line.</summary>
    private static string NotFound(RtspResponse response, RtspAddress address)
    {
        string[] lines = Titles(response);
        string title = address.Title.Length > 0 ? $"the server has no title '{address.Title}'" : "the address names no title";
        return lines.Length switch
        {
            0 => $"{title}; see its catalogue for the names",
            > MostTitles => $"{title}; it has: {string.Join(", ", lines.Take(MostTitles))} and {lines.Length - MostTitles} more",
            _ => $"{title}; it has: {string.Join(", ", lines)}",
        };
    }

    private static string[] Titles(RtspResponse response) =>
        [.. Lines(response).Where(line => line.StartsWith('/')).Select(line => line.TrimStart('/'))];

    private static string Said(RtspResponse response) => Lines(response) is [{ Length: < 200 } line, ..] ? $": {line}" : "";

    /// <summary>What the server explains in the body of an error, if it is text.</summary>
    private static string[] Lines(RtspResponse response)
    {
        string type = response.Headers["Content-Type"] ?? "";
        if (!type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
            return [];
        string text = new([.. Encoding.UTF8.GetString(response.Body).Select(c => char.IsControl(c) && c != '\n' ? ' ' : c)]);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
