using Streaming.Formats.Fec;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Sdp;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>What a description says of how losses are mended: a stream of parity beside each stream (RFC 8627, grouped by RFC 5956), and
/// its own packets sent again (RFC 4588) to whoever says which are missing (RFC 4585).</summary>
/// <remarks>
/// Only to who asks, by the feature or by <c>?repair=yes</c>: others are served as if there were none of it. The address of each stream
/// then says so too, and SETUP keeps to it: what it sends leaves room for parity. By the letter feedback belongs to RTP/AVPF, which many
/// plain clients would not take; those that ask for missing packets only under that name (GStreamer) say <c>?repair=avpf</c>.
/// </remarks>
internal static class RepairOffer
{
    public const byte ResendType = 126, ParityType = 127;

    /// <summary>What the parity of the largest packet is longer than it.</summary>
    public const int Room = FlexFecPacket.Overhead;

    /// <summary>In the address of who asks.</summary>
    public const string Name = "repair";

    /// <summary>What it may say there: under the usual profile, or under that of RFC 4585.</summary>
    public const string Plain = "yes", Feedback = "avpf";

    /// <summary>From a packet to the last parity that covers it, at most: the usual layouts take half of it (<see cref="UsualRepair"/>).
    /// Who asks for a longer one knows how long it is.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <summary>What an address says of it; empty: nothing, or nothing that is known.</summary>
    public static string In(MediaUri target) =>
        target.Query[Name]?.ToLowerInvariant() is (Plain or Feedback) and { } said ? said : "";

    public static string ProfileOf(string repair) => repair == Feedback ? "RTP/AVPF" : "RTP/AVP";

    /// <summary>Says how the packets of a stream are sent again, and by what name its parity speaks of it.</summary>
    public static void AddTo(MediaDescription medium, Track track, PayloadDescription payload)
    {
        medium.Attributes.Add("rtpmap", $"{new RtpMap(ResendType, ResendFormat.EncodingName, payload.Clock)}");
        medium.Attributes.Add("fmtp", $"{ResendType} {new ResendFormat(payload.PayloadType, RepairStream.ResendTime)}");
        medium.Attributes.Add("rtcp-fb", $"{payload.PayloadType} nack");
        medium.Attributes.Add("mid", MidOf(track));
    }

    /// <summary>Adds the parity of a stream, and says whose it is; by which address it is set up is left to say.</summary>
    /// <param name="port">Of a group; 0 where SETUP will say.</param>
    public static MediaDescription AddParity(
        SessionDescription description, Track track, PayloadDescription payload, string repair, int port = 0)
    {
        description.Attributes.Add("group", $"{new SdpGroup(SdpGroup.Repair, [MidOf(track), ParityMidOf(track)])}");
        MediaDescription parity = new()
        {
            Kind = "application", Port = port, Protocol = ProfileOf(repair), Formats = [$"{ParityType}"],
        };
        parity.Attributes.Add("rtpmap", $"{new RtpMap(ParityType, ParityFormat.EncodingName, payload.Clock)}");
        parity.Attributes.Add("fmtp", $"{ParityType} {new ParityFormat(Window)}");
        parity.Attributes.Add("mid", ParityMidOf(track));
        description.Media.Add(parity);
        return parity;
    }

    private static string MidOf(Track track) => $"{track.Id}";

    private static string ParityMidOf(Track track) => $"P{track.Id}";
}
