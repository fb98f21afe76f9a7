namespace Streaming.Player.Sessions;

/// <summary>All of a receiver that is chance.</summary>
/// <param name="Cname">Its name in RTCP: random, so that it tells nobody who watches. RFC 7022 §5.</param>
/// <param name="Seed">For its SSRCs and the spread of its reports.</param>
public sealed record ReceiverIdentity(string Cname, ulong Seed);
