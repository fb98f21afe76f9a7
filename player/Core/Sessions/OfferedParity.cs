namespace Streaming.Player.Sessions;

/// <summary>The stream of parity that a server offers to mend losses of one stream with. RFC 8627.</summary>
/// <param name="ControlUrl">Absolute, for a SETUP of its own, behind that of the stream it protects.</param>
/// <param name="PayloadType">Of its packets.</param>
/// <param name="RepairWindow">How long behind a packet the last parity that covers it comes, at most.</param>
public sealed record OfferedParity(string ControlUrl, byte PayloadType, TimeSpan RepairWindow)
{
    /// <summary>The group it goes to, of its own, so that who needs none joins none; null: it comes with the stream it protects.</summary>
    public OfferedGroup? Group { get; init; }
}
