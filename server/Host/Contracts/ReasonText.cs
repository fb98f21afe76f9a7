using Streaming.Qos.Renegotiation;

namespace Streaming.Server.Host.Contracts;

/// <summary>Why a session was moved or ended, in words of people: for its viewer, the log and the API.</summary>
internal static class ReasonText
{
    /// <param name="limit">What is short, where that is the reason.</param>
    public static string Of(MoveReason why, string limit = "") => why switch
    {
        MoveReason.ClientWish => "as its client wished",
        MoveReason.LinkShrank => limit.Length == 0 ? "there is less room than before" : $"there is less room on {limit} than before",
        MoveReason.Preempted => limit.Length == 0 ? "a more important session needs the room" : $"a more important session needs {limit}",
        MoveReason.Loss => "too much is lost on the way",
        MoveReason.Breaker => "the circuit breaker asks for it",
        MoveReason.RoomAgain => "there is room again",
        _ => why.ToString(),
    };
}
