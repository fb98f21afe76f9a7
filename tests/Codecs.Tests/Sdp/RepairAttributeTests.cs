using System.Text;
using Streaming.Formats.Sdp;

namespace Streaming.Codecs.Tests.Sdp;

/// <summary>What descriptions say of groups (RFC 5888), parity (RFC 8627), packets sent again (RFC 4588) and feedback (RFC 4585).</summary>
public sealed class RepairAttributeTests
{
    [Theory]
    [InlineData("FEC-FR 1 P1", "FEC-FR", "1 P1", "FEC-FR 1 P1")]
    [InlineData("  LS   a\tb  c ", "LS", "a b c", "LS a b c")]
    [InlineData("FEC-FR", "FEC-FR", "", "FEC-FR")]
    public void Groups_are_read_and_written(string text, string semantics, string mids, string written)
    {
        Assert.True(SdpGroup.TryParse(text, out SdpGroup? group));
        Assert.Equal((semantics, mids), (group.Semantics, string.Join(' ', group.Mids)));
        Assert.Equal(written, group.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    public void A_group_without_a_meaning_is_none(string text) => Assert.False(SdpGroup.TryParse(text, out _));

    [Fact]
    public void A_group_of_more_streams_than_there_can_be_is_none()
    {
        string most = string.Concat(Enumerable.Range(0, SdpReader.MostMedia).Select(i => $" {i}"));
        Assert.True(SdpGroup.TryParse($"FEC-FR{most}", out _));
        Assert.False(SdpGroup.TryParse($"FEC-FR{most} x", out _));
    }

    [Theory]
    [InlineData("repair-window=200000", 200_000, "repair-window=200000")]
    [InlineData(" L=5 ; D=10; ToP=2; Repair-Window = 1000000", 1_000_000, "repair-window=1000000")]
    [InlineData("repair-window=60000000;", 60_000_000, "repair-window=60000000")]
    [InlineData("repair-window=1", 1, "repair-window=1")]
    public void Windows_of_parity_are_read_and_written(string text, long microseconds, string written)
    {
        Assert.True(ParityFormat.TryParse(text, out ParityFormat? format));
        Assert.Equal(TimeSpan.FromMicroseconds(microseconds), format.RepairWindow);
        Assert.Equal(written, format.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("L=5")]
    [InlineData("repair-window")]
    [InlineData("repair-window=")]
    [InlineData("repair-window=0")]
    [InlineData("repair-window=-1")]
    [InlineData("repair-window=200ms")]
    [InlineData("repair-window=60000001")]
    [InlineData("repair-window=99999999999999999999")]
    public void Parity_without_a_window_that_makes_sense_is_refused(string text) => Assert.False(ParityFormat.TryParse(text, out _));

    [Theory]
    [InlineData("apt=96;rtx-time=3000", 96, 3_000, "apt=96;rtx-time=3000")]
    [InlineData(" RTX-Time = 20 ; APT = 0 ", 0, 20, "apt=0;rtx-time=20")]
    [InlineData("apt=127", 127, null, "apt=127")]
    [InlineData("apt=97;rtx-time=soon", 97, null, "apt=97")]
    [InlineData("apt=97;rtx-time=99999999999", 97, null, "apt=97")]
    public void Packets_sent_again_are_read_and_written(string text, byte type, int? milliseconds, string written)
    {
        Assert.True(ResendFormat.TryParse(text, out ResendFormat? format));
        Assert.Equal((type, milliseconds), (format.PayloadType, (int?)format.Time?.TotalMilliseconds));
        Assert.Equal(written, format.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("rtx-time=3000")]
    [InlineData("apt=")]
    [InlineData("apt=128")]
    [InlineData("apt=-1")]
    [InlineData("apt=96 97")]
    public void Packets_of_nothing_sent_again_are_refused(string text) => Assert.False(ResendFormat.TryParse(text, out _));

    [Fact]
    public void A_description_says_which_stream_mends_which()
    {
        SessionDescription session = Parse("""
            v=0
            a=group:LS 1 2
            a=group:FEC-FR 1 P
            a=group:FEC-FR 2 Q
            a=group:fec-fr 3 R
            a=group
            m=video 0 RTP/AVP 96 126 98
            a=rtpmap:96 H264/90000
            a=rtpmap:98 rtx/90000
            a=fmtp:98 apt=97
            a=rtpmap:126 RTX/90000
            a=fmtp:126 apt=96;rtx-time=500
            a=rtcp-fb:96 nack pli
            a=rtcp-fb:96 nack
            a=mid: 1
            m=application 0 RTP/AVP 126 127
            a=rtpmap:126 flexfec/90000
            a=rtpmap:127 FlexFEC/90000
            a=fmtp:127 repair-window=200000
            a=rtcp-fb:* nack
            a=mid:
            """);

        Assert.Equal(["FEC-FR 1 P", "FEC-FR 2 Q"], session.Groups(SdpGroup.Repair).Select(group => $"{group}"));
        MediaDescription video = session.Media[0], parity = session.Media[1];
        Assert.Equal(("1", null), (video.Mid, parity.Mid));
        Assert.Equal(((byte)126, new ResendFormat(96, TimeSpan.FromSeconds(0.5))), video.FindResend(96));
        Assert.Equal((null, null), (video.FindResend(98), video.FindParity()));
        Assert.Equal(((byte)127, new ParityFormat(TimeSpan.FromSeconds(0.2))), parity.FindParity());
        Assert.Equal((true, false, true), (video.TakesNack(96), video.TakesNack(97), parity.TakesNack(97)));
        Assert.True(video.TakesPictureLoss);
    }

    [Theory]
    [InlineData("96 nack pli")]
    [InlineData("96 ack")]
    [InlineData("97 nack")]
    [InlineData("nack")]
    [InlineData("x nack")]
    [InlineData("")]
    public void Other_feedback_is_no_word_of_missing_packets(string value)
    {
        MediaDescription medium = new() { Kind = "video" };
        medium.Attributes.Add("rtcp-fb", value);
        Assert.False(medium.TakesNack(96));
    }

    private static SessionDescription Parse(string text)
    {
        Assert.True(SdpReader.TryParse(Encoding.UTF8.GetBytes(text), out SessionDescription? session, out ParseError error), $"{error}");
        return session;
    }
}
