using System.Text;
using Streaming.Formats.Sdp;
using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Sessions;

/// <summary>What a description offers against losses, and to which stream it belongs.</summary>
public sealed class RepairOfferTests
{
    private const string Video = """
        m=video 0 RTP/AVP 96 126
        a=rtpmap:96 H264/90000
        a=rtpmap:126 rtx/90000
        a=fmtp:126 apt=96;rtx-time=1500
        a=rtcp-fb:96 nack
        a=rtcp-fb:96 nack pli
        a=mid:1
        a=control:trackID=1
        """;

    private const string Parity = """
        m=application 0 RTP/AVP 127
        a=rtpmap:127 flexfec/90000
        a=fmtp:127 repair-window=500000
        a=mid:P
        a=control:parityID=1
        """;

    private static readonly OfferedParity Offered = new("rtsp://h/film/parityID=1", 127, TimeSpan.FromSeconds(0.5));

    [Fact]
    public void Parity_and_packets_sent_again_belong_to_their_stream_and_are_none_of_their_own()
    {
        OfferedTrack track = Read("FEC-FR 1 P", Video, Parity);
        Assert.Equal(Offered, track.Parity);
        Assert.Equal(new OfferedResend(126, TimeSpan.FromSeconds(1.5)), track.Resend);
        Assert.Equal(("H264", true), (track.Codec, track.IsPlayable));
    }

    [Theory]
    [InlineData("FEC-FR P 1")]
    [InlineData(" FEC-FR  1  P ")]
    [InlineData("LS 1 P\na=group:FEC-FR 1 P")]
    public void Groups_are_read_in_any_order(string group) => Assert.Equal(Offered, Read(group, Video, Parity).Parity);

    [Theory]
    [InlineData("FEC 1 P")]
    [InlineData("FEC-FR 1")]
    [InlineData("FEC-FR 1 X")]
    [InlineData("FEC-FR X P")]
    [InlineData("FEC-FR 1 1")]
    [InlineData("FEC-FR 1 2 P")]
    [InlineData("FEC-FR 1 P\na=group:FEC-FR 2 P")]
    [InlineData("")]
    public void Parity_that_is_in_no_group_of_two_is_not_used_and_the_stream_plays(string group)
    {
        OfferedTrack track = Read(group, Video, Parity);
        Assert.Null(track.Parity);
        Assert.True(track.IsPlayable);
    }

    [Theory]
    [InlineData("a=fmtp:127 repair-window=500000", "a=fmtp:127 L=5")]
    [InlineData("a=control:parityID=1", "a=control:*")]
    [InlineData("a=control:parityID=1", "a=x")]
    [InlineData("flexfec", "ulpfec")]
    [InlineData("RTP/AVP 127", "UDP 127")]
    public void Parity_that_makes_no_sense_is_not_used(string part, string other) =>
        Assert.Null(Read("FEC-FR 1 P", Video, Parity.Replace(part, other, StringComparison.Ordinal)).Parity);

    [Fact]
    public void Parity_under_the_payload_type_of_its_stream_is_not_used()
    {
        string parity = Parity.Replace("127", "96", StringComparison.Ordinal);
        Assert.Null(Read("FEC-FR 1 P", Video, parity).Parity);
    }

    [Fact]
    public void Parity_that_calls_itself_video_is_no_picture_to_play() =>
        Assert.Equal(Offered, Read("FEC-FR 1 P", Video, Parity.Replace("application", "video", StringComparison.Ordinal)).Parity);

    [Theory]
    [InlineData("apt=96", "apt=97")]
    [InlineData("apt=96", "apt=x")]
    [InlineData("apt=96;rtx-time=1500", "")]
    [InlineData("a=rtcp-fb:96 nack\n", "")]
    [InlineData("126", "127")]
    public void Packets_are_not_asked_for_again_where_the_offer_makes_no_sense(string part, string other)
    {
        OfferedTrack track = Read("FEC-FR 1 P", Video.Replace(part, other, StringComparison.Ordinal), Parity);
        Assert.Null(track.Resend);
        Assert.Equal(Offered, track.Parity);
        Assert.True(track.IsPlayable);
    }

    [Theory]
    [InlineData("a=rtcp-fb:96 nack\n", "a=rtcp-fb:* nack\n", 1_500)]
    [InlineData("rtx/90000", "RTX/90000", 1_500)]
    [InlineData(";rtx-time=1500", "", null)]
    [InlineData("apt=96;rtx-time=1500", " RTX-TIME = 20 ; APT = 96", 20)]
    public void Feedback_may_be_offered_for_all_types_and_times_left_out(string part, string other, int? milliseconds)
    {
        TimeSpan? time = milliseconds is { } length ? TimeSpan.FromMilliseconds(length) : null;
        Assert.Equal(new OfferedResend(126, time), Read("", Video.Replace(part, other, StringComparison.Ordinal)).Resend);
    }

    private static OfferedTrack Read(string group, params string[] media)
    {
        string sdp = string.Join('\n', ["v=0", $"a=group:{group}", .. media]).ReplaceLineEndings("\n");
        Assert.True(SdpReader.TryParse(Encoding.UTF8.GetBytes(sdp), out SessionDescription? session, out ParseError error), $"{error}");
        return Assert.Single(PresentationReader.Read(session, "rtsp://h/film/").Tracks);
    }
}
