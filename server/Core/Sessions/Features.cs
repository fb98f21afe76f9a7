using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Server.Sessions;

/// <summary>Extensions of the protocol that client and server must both know. RFC 2326 §3.8.1.</summary>
public static class Features
{
    /// <summary>Contracts, as server/CONTRACTS.md describes them.</summary>
    public const string Contract = "streaming.contract";

    /// <summary>Parity, and packets sent again: see <see cref="RepairOffer"/>.</summary>
    public const string Repair = "streaming.repair";

    /// <summary>Channels: choosing among their lanes, reports and resends beside a group, presenting in step.</summary>
    public const string Channel = "streaming.channel";

    /// <summary>All of them, as Supported lists them.</summary>
    public const string All = $"{Contract}, {Repair}, {Channel}";

    /// <summary>Whether a request says that its client knows contracts: Supported is the header of RFC 7826 §18.51, which RFC 2326 has
    /// not.</summary>
    internal static bool KnowsContracts(RtspRequest request) =>
        Lists(request, Contract) || request.Headers.Contains(AskedSpec.Header);

    /// <summary>Whether a request says that its client can mend losses.</summary>
    internal static bool KnowsRepair(RtspRequest request) => Lists(request, Repair);

    /// <summary>Whether a request says that its client knows what to do with all lanes of a channel.</summary>
    internal static bool KnowsChannels(RtspRequest request) => Lists(request, Channel);

    /// <summary>What is required and nobody here knows, as one list; empty where there is no such thing. RFC 2326 §12.32.</summary>
    internal static string Unknown(RtspRequest request) =>
        string.Join(", ", Tags(request, "Require").Concat(Tags(request, "Proxy-Require")).Where(tag => !IsKnown(tag)));

    private static bool Lists(RtspRequest request, string feature) =>
        Tags(request, "Supported").Concat(Tags(request, "Require")).Any(tag => Is(tag, feature));

    private static bool IsKnown(string tag) => Is(tag, Contract) || Is(tag, Repair) || Is(tag, Channel);

    private static bool Is(string tag, string feature) => tag.Equals(feature, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Tags(RtspRequest request, string header) =>
        request.Headers[header] is not { } value ? []
        : TokenListHeader.TryParse(value, out TokenListHeader? tags, out _) ? tags.Tokens : [value];
}
