using System.Text;
using Streaming.Formats.Media;
using Streaming.Formats.Sdp;
using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Sessions;

/// <summary>From session description to streams; the URL rules of RFC 2326 §C.1.1 as real servers use them.</summary>
public sealed class PresentationReaderTests
{
    [Theory]
    [InlineData("rtsp://h/film/", "trackID=1", "rtsp://h/film/trackID=1")]
    [InlineData("rtsp://h/film", "trackID=1", "rtsp://h/film/trackID=1")]
    [InlineData("rtsp://h/film/", "rtsp://other/x", "rtsp://other/x")]
    [InlineData("rtsp://h/film", "*", "rtsp://h/film")]
    [InlineData("rtsp://h/film?audio=de", "trackID=2", "rtsp://h/film?audio=de/trackID=2")]
    public void Control_urls_are_resolved_by_appending(string baseUrl, string control, string url)
    {
        Assert.Equal(url, Read($"v=0\nm=audio 0 RTP/AVP 0\na=control:{control}\n", baseUrl).Tracks[0].ControlUrl);
    }

    [Fact]
    public void A_film_is_described_with_all_that_probe_shows()
    {
        Presentation film = Read(Script.Film, "rtsp://host/film/");

        Assert.Equal(("A film", "rtsp://host/film/", TimeSpan.FromSeconds(10.5)), (film.Name, film.ControlUrl, film.Duration));
        OfferedTrack video = film.Tracks[0], audio = film.Tracks[1];
        Assert.Equal((TrackKind.Video, "H264", "und", BitRate.Kbps(2_000), 25.0),
            (video.Kind, video.Codec, video.Language, video.Rate, video.FrameRate));
        Assert.Equal((TrackKind.Audio, "MPEG4-GENERIC", "de", 48_000),
            (audio.Kind, audio.Codec, audio.Language, audio.Payload!.Clock.Hertz));
        Assert.All(film.Tracks, track => Assert.True(track.IsPlayable));
    }

    [Theory]
    [InlineData("m=video 0 RTP/AVP 96\na=rtpmap:96 3gpp-tt/1000\n", TrackKind.Text)]
    [InlineData("m=video 0 RTP/AVP 26\n", TrackKind.Slides)]
    [InlineData("m=video 0 RTP/AVP 26\na=framerate:25\n", TrackKind.Video)]
    public void Kinds_follow_the_coding_where_the_media_type_does_not_tell(string medium, TrackKind kind)
    {
        Assert.Equal(kind, Read($"v=0\n{medium}", "rtsp://h/").Tracks[0].Kind);
    }

    [Fact]
    public void What_is_no_rtp_is_left_out_and_an_unknown_coding_is_named_but_not_playable()
    {
        const string Sdp = "v=0\nm=application 0 RTP/AVP 96\nm=video 0 udp 33\nm=video 0 RTP/AVP 96\na=rtpmap:96 X-NEW/90000\n";
        Presentation film = Read(Sdp, "rtsp://h/");
        OfferedTrack track = Assert.Single(film.Tracks);
        Assert.Equal(("X-NEW", false), (track.Codec, track.IsPlayable));
    }

    [Fact]
    public void Of_several_payload_types_the_first_that_can_be_played_is_taken()
    {
        OfferedTrack track = Read("v=0\nm=audio 0 RTP/AVP 96 8\na=rtpmap:96 X-NEW/90000\n", "rtsp://h/").Tracks[0];
        Assert.Equal(("PCMA", true), (track.Codec, track.IsPlayable));
    }

    private static Presentation Read(string sdp, string baseUrl)
    {
        Assert.True(SdpReader.TryParse(Encoding.UTF8.GetBytes(sdp), out SessionDescription? session, out ParseError error), $"{error}");
        return PresentationReader.Read(session, baseUrl);
    }
}
