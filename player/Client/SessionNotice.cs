using Streaming.Player.Protection;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Client;

/// <summary>What the viewer should know of what a session does, a sentence each.</summary>
internal static class SessionNotice
{
    /// <summary>Null for what need not be told.</summary>
    public static string? Of(SessionEffect effect) => effect switch
    {
        SessionEffect.FallBack fallBack => $"{fallBack.Why}; going {(fallBack.To == MediaWay.Udp ? "on by unicast" : "to TCP")}",
        SessionEffect.ContractChanged { Reason: ProtectionWords.Reason } => null,
        SessionEffect.ContractChanged { Reason: "" } changed => $"the contract has changed: {Terms(changed.Terms)}",
        SessionEffect.ContractChanged changed => $"the contract has changed ({changed.Reason}): {Terms(changed.Terms)}",
        SessionEffect.WishRefused refused => $"what was asked for is refused, everything stays as it was: {refused.Why}",
        SessionEffect.CommandRefused refused => refused.Why,
        SessionEffect.LaneRefused refused => $"another version of the picture is not to be had: {refused.Why}",
        SessionEffect.ProtectionChanged changed => changed.Why,
        SessionEffect.Noted noted => noted.Oddity,
        _ => null,
    };

    private static string Terms(ContractText terms)
    {
        Contract contract = terms.Contract;
        string point = terms.Point is { } name ? $"{name}, " : "";
        return $"{point}{ServiceClassText.Format(contract.Class)}, {contract.Traffic.Rate}";
    }
}
