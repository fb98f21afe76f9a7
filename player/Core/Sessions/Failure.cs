using Streaming.Formats.Rtsp;

namespace Streaming.Player.Sessions;

/// <summary>The failures that are not a server's refusal, each with what to do about it.</summary>
internal static class Failure
{
    public static SessionOutcome.Failed NoAnswer(string method) =>
        new(FailureKind.NoAnswer, 0, $"the server does not answer {method}; is it an RTSP server?");

    public static SessionOutcome.Failed NoMedia(MediaWay way) => new(FailureKind.NoMedia, 0, way switch
    {
        MediaWay.Tcp => "the server plays, but no media has arrived; its log may say why",
        MediaWay.Udp => "the server plays, but no media has arrived over UDP; a firewall may be in the way: try --transport tcp",
        _ => "the channel plays, but nothing is heard of its groups; the network may not carry multicast: try --transport udp",
    });

    public static SessionOutcome.Failed NoChannel() => new(
        FailureKind.NothingPlayable, 0, "this is no channel: nothing of it goes to a group; try --transport udp");

    public static SessionOutcome.Failed WentSilent() =>
        new(FailureKind.WentSilent, 0, "the server has stopped sending in the middle of the title; play again");

    public static SessionOutcome.Failed NotSdp(ParseError error) =>
        new(FailureKind.Misunderstood, 0, $"the server's description is no session description: {error}");

    public static SessionOutcome.Failed OtherTransport(RtspResponse response) => new(
        FailureKind.Misunderstood, 0, $"the server chose a transport it was not asked for: {response.Headers["Transport"]}");

    public static SessionOutcome.Failed NothingPlayable(Presentation presentation) => new(
        FailureKind.NothingPlayable, 0, presentation.Tracks.Count == 0
        ? "the server describes no stream"
        : $"this player knows none of the codings offered: {string.Join(", ", presentation.Tracks.Select(track => track.Codec))}");
}
