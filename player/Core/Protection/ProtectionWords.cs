using Streaming.Formats.Media;
using Streaming.Qos.Protection;

namespace Streaming.Player.Protection;

/// <summary>What is done about losses, in words.</summary>
public static class ProtectionWords
{
    /// <summary>Why a contract has changed that was asked for to protect the streams: each of them says more.</summary>
    public const string Reason = "protection";

    private const double Single = 1.5;

    /// <summary>From now on a stream is protected otherwise: <c>3.1 % loss in bursts of 4: protecting the picture with 10x5, 20 %
    /// more</c>.</summary>
    public static string Change(StreamAdvice stream)
    {
        string name = NameOf(stream.Setup.Track.Kind);
        string cause = stream.Decision is { } decision ? Loss(decision.Against) : "as asked for";
        double more = stream.InForce.Overhead.Billionths / 1e7;
        return stream.InForce.IsNone
            ? $"{cause}: no parity for the {name} any more"
            : FormattableString.Invariant($"{cause}: protecting the {name} with {stream.InForce}, {more:0.#} % more");
    }

    /// <summary>How a stream is protected now, and why.</summary>
    public static string State(StreamAdvice stream)
    {
        string parity = stream.InForce.IsNone
            ? "no parity"
            : FormattableString.Invariant($"{stream.InForce}, {stream.InForce.Overhead.Billionths / 1e7:0.#} % more");
        return $"{parity}: {(stream.Decision is { } decision ? Why(decision) : "as asked for")}";
    }

    /// <summary>Why it is protected as it is.</summary>
    public static string Why(in ProtectionDecision decision) => decision.Why switch
    {
        ProtectionReason.Calm => "nothing to speak of is lost",
        ProtectionReason.ResendsDo => $"{Loss(decision.Against)}, sent again in time",
        ProtectionReason.ParityDoes => Loss(decision.Against),
        ProtectionReason.BestInBudget => $"{Loss(decision.Against)}, the best within the budget",
        _ => $"{Loss(decision.Against)}, more than parity within the budget can mend",
    };

    private static string Loss(in GilbertElliott losses) => losses.Loss <= 0
        ? "no loss"
        : losses.MeanBurst < Single
            ? FormattableString.Invariant($"{losses.Loss * 100:0.#} % loss")
            : FormattableString.Invariant($"{losses.Loss * 100:0.#} % loss in bursts of {losses.MeanBurst:0}");

    private static string NameOf(TrackKind kind) => kind switch
    {
        TrackKind.Video => "picture",
        TrackKind.Audio => "sound",
        TrackKind.Text => "text",
        _ => "slides",
    };
}
