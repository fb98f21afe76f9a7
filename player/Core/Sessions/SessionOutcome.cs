using Streaming.Player.Contracts;

namespace Streaming.Player.Sessions;

/// <summary>How a session ended.</summary>
public abstract record SessionOutcome
{
    private SessionOutcome()
    {
    }

    public sealed record Completed(EndReason Why) : SessionOutcome;

    /// <param name="Status">The server's status code, where it refused; else 0.</param>
    /// <param name="Message">One sentence for people: what was wrong and what to do.</param>
    /// <param name="Shortage">What there was no room for, where the server said so.</param>
    public sealed record Failed(FailureKind Kind, int Status, string Message, Shortage? Shortage = null) : SessionOutcome
    {
        /// <summary>The titles there are instead, where the server knows none of that name and says so.</summary>
        public IReadOnlyList<string> Offered { get; init; } = [];
    }
}
