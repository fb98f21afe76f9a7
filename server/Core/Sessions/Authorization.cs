namespace Streaming.Server.Sessions;

/// <summary>Whether a request is let in.</summary>
public abstract record Authorization
{
    private Authorization()
    {
    }

    /// <param name="User">Whose sessions these are; empty for anybody.</param>
    public sealed record Granted(string User) : Authorization;

    /// <summary>Answered 401.</summary>
    /// <param name="Challenges">One <c>WWW-Authenticate</c> header each. RFC 2326 §14.</param>
    public sealed record Challenged(IReadOnlyList<string> Challenges) : Authorization;

    /// <summary>Answered 403: who asks is known, and may not.</summary>
    public sealed record Denied(string Reason) : Authorization;
}
