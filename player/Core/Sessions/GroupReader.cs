using Streaming.Formats.Rtsp.Headers;
using Streaming.Formats.Sdp;

namespace Streaming.Player.Sessions;

/// <summary>Finds in a description the groups that streams go to, and what makes it one of a channel.</summary>
internal static class GroupReader
{
    /// <summary>Null where the medium comes to whoever sets it up.</summary>
    public static OfferedGroup? GroupOf(SessionDescription session, MediaDescription medium)
    {
        if ((medium.Connection ?? session.Connection) is not { } connection || medium.Port is not (> 0 and < ushort.MaxValue))
            return null;
        string address = connection.Address;
        return OfferedGroup.IsMulticast(address)
            ? new(address, new PortPair(medium.Port, medium.Port + 1), connection.Ttl, SourceOf(session, medium, address))
            : null;
    }

    /// <summary>Null where nothing goes to a group: then it is a title.</summary>
    public static OfferedChannel? ChannelOf(SessionDescription session, IReadOnlyList<OfferedTrack> tracks)
    {
        if (tracks.All(track => track.Group is null))
            return null;
        IEnumerable<SdpSection> sections = [session, .. session.Media];
        TimeSpan? delay = sections.Select(section => section.PresentationDelay).FirstOrDefault(said => said is not null);
        return new(delay, sections.Any(section => section.UnicastFeedback == "rsi"));
    }

    /// <summary>The medium's word goes before the session's. Of several sources the first: others stand in for it.</summary>
    private static string? SourceOf(SessionDescription session, MediaDescription medium, string address) =>
        medium.SourceFilters().Concat(session.SourceFilters())
            .FirstOrDefault(filter => filter.IsInclusive && (filter.Destination == "*" || filter.Destination == address))?.Sources[0];
}
