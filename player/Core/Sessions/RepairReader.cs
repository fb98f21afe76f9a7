using Streaming.Formats.Sdp;

namespace Streaming.Player.Sessions;

/// <summary>Finds in a description what mends the losses of a stream: the parity grouped with it (RFC 5956 §4.1), and whether its packets
/// are sent again (RFC 4588 §8).</summary>
/// <remarks>Parity is of use here where it protects one stream, in a group of two; what cannot be told apart on one port is not
/// used.</remarks>
internal sealed class RepairReader(SessionDescription session, Func<MediaDescription, string> controlOf)
{
    /// <summary>A medium of nothing but parity: no stream to play, whatever kind it says it is.</summary>
    public static bool IsParity(MediaDescription medium) =>
        medium.RtpMaps().Any() && medium.RtpMaps().All(map => IsNamed(map, ParityFormat.EncodingName));

    /// <param name="payloadType">Of the packets that are protected.</param>
    public OfferedParity? ParityOf(MediaDescription medium, byte payloadType)
    {
        if (medium.Mid is not { } mid)
            return null;
        foreach (SdpGroup group in session.Groups(SdpGroup.Repair))
        {
            if (group.Mids.Count != 2 || !group.Mids.Contains(mid))
                continue;
            string other = group.Mids[0] == mid ? group.Mids[1] : group.Mids[0];
            if (Find(other) is { } parity && parity.FindParity() is { } found && found.PayloadType != payloadType)
                {
                return new(controlOf(parity), found.PayloadType, found.Format.RepairWindow)
                {
                    Group = GroupReader.GroupOf(session, parity),
                };
            }
        }

        return null;
    }

    /// <param name="payloadType">Of the packets that are sent again.</param>
    /// <param name="parity">What comes on the same port.</param>
    public static OfferedResend? ResendOf(MediaDescription medium, byte payloadType, OfferedParity? parity) =>
        medium.TakesNack(payloadType) && medium.FindResend(payloadType) is { } found && found.PayloadType != parity?.PayloadType
            ? new(found.PayloadType, found.Format.Time)
            : null;

    /// <summary>Parity of that name which protects no other stream as well, in whatever group.</summary>
    private MediaDescription? Find(string mid)
    {
        bool isShared = session.Groups(SdpGroup.Repair).Count(group => group.Mids.Contains(mid)) > 1;
        MediaDescription? found = session.Media.FirstOrDefault(medium => medium.Mid == mid && IsParity(medium));
        return found is not null && !isShared && IsAlone(found) ? found : null;
    }

    /// <summary>It can be set up for itself.</summary>
    private static bool IsAlone(MediaDescription medium) =>
        PresentationReader.IsOverRtp(medium) && medium.Control?.Trim() is not (null or "" or "*");

    private static bool IsNamed(RtpMap map, string encoding) => map.EncodingName.Equals(encoding, StringComparison.OrdinalIgnoreCase);
}
