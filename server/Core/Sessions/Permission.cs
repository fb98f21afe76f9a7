namespace Streaming.Server.Sessions;

/// <summary>Whether a request is let in.</summary>
public abstract record Permission
{
    private Permission()
    {
    }

    /// <param name="User">Whose sessions these are; empty for anybody.</param>
    public sealed record Granted(string User) : Permission;

    /// <summary>Answered 401.</summary>
    /// <param name="Challenges">One <c>WWW-Authenticate</c> header each. RFC 2326 §14.</param>
    public sealed record Challenged(IReadOnlyList<string> Challenges) : Permission;

    /// <summary>Answered 403: who asks is known, and may not.</summary>
    public sealed record Denied(string Reason) : Permission;
}
