using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Server.Sessions;

/// <summary>Extensions of the protocol that client and server must both know. RFC 2326 §3.8.1.</summary>
public static class Features
{
    /// <summary>Contracts, as server/CONTRACTS.md describes them.</summary>
    public const string Contract = "streaming.contract";

    /// <summary>Whether a request says that its client knows contracts: Supported is the header of RFC 7826 §18.51, which RFC 2326 has
    /// not.</summary>
    internal static bool AreKnownTo(RtspRequest request) =>
        Tags(request, "Supported").Concat(Tags(request, "Require")).Any(IsKnown) || request.Headers.Contains(AskedSpec.Header);

    /// <summary>What is required and nobody here knows, as one list; empty where there is no such thing. RFC 2326 §12.32.</summary>
    internal static string Unknown(RtspRequest request) =>
        string.Join(", ", Tags(request, "Require").Concat(Tags(request, "Proxy-Require")).Where(tag => !IsKnown(tag)));

    private static bool IsKnown(string tag) => tag.Equals(Contract, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Tags(RtspRequest request, string header) =>
        request.Headers[header] is not { } value ? []
        : TokenListHeader.TryParse(value, out TokenListHeader? tags, out _) ? tags.Tokens : [value];
}
