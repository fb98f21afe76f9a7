using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Sdp;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Sessions;

/// <summary>Interleaved sound is chosen in the address, described, and paid for by the contract's buffer.</summary>
public sealed class InterleaveTests
{
    private static readonly Track Sound = TestTitles.Audio(2) with { Codec = Codec.Aac, Configuration = [0x11, 0x90] };

    [Theory]
    [InlineData("interleave=yes", "4x3", 7_168)]
    [InlineData("interleave", "4x3", 7_168)]
    [InlineData("audio=en&interleave=8x4", "8x4", 23_552)]
    public void The_description_of_the_sound_says_so_and_its_address_keeps_it(string query, string pattern, int displacement)
    {
        MediaDescription[] media = [.. Describe($"film?{query}").Media];

        Assert.EndsWith($"trackID=2?interleave={pattern}", media[1].Attributes["control"], StringComparison.Ordinal);
        int unit = displacement / (pattern == "4x3" ? 7 : 23);
        Assert.Contains($"constantduration={unit}; maxdisplacement={unit * (pattern == "4x3" ? 7 : 23)};", media[1].Attributes["fmtp"]);
        Assert.DoesNotContain("interleave", media[0].Attributes["control"]);
    }

    [Theory]
    [InlineData("film")]
    [InlineData("film?interleave=no")]
    [InlineData("opus?interleave=yes")]
    public void Sound_that_is_not_asked_for_so_or_cannot_be_stays_as_it_is(string title)
    {
        foreach (MediaDescription medium in Describe(title).Media)
        {
            Assert.DoesNotContain("displacement", medium.Attributes["fmtp"] ?? "");
            Assert.DoesNotContain("interleave", medium.Attributes["control"]);
        }
    }

    [Theory]
    [InlineData("DESCRIBE", "film?interleave=9x9")]
    [InlineData("DESCRIBE", "film?interleave=please")]
    [InlineData("SETUP", "film/trackID=2?interleave=1x1")]
    public void What_is_no_pattern_is_refused_with_what_would_be_one(string method, string uri)
    {
        RtspResponse response = Server().Send(method, $"rtsp://h/{uri}", ("Transport", "RTP/AVP;unicast;client_port=5000-5001"));

        Assert.Equal(400, response.Status);
        Assert.Contains("PACKETSxUNITS", System.Text.Encoding.UTF8.GetString(response.Body));
    }

    [Theory]
    [InlineData("buffer=0ms", "4x3")]
    [InlineData("buffer=100ms", "8x4")]
    [InlineData("buffer=1s", "4x3")]
    public void The_contracts_buffer_is_a_group_at_least(string asked, string pattern)
    {
        Rig rig = Server();
        RtspResponse response = rig.Send(
            "SETUP", $"rtsp://h/film/trackID=2?interleave={pattern}",
            ("Transport", "RTP/AVP;unicast;client_port=5000-5001"), ("Supported", "streaming.contract"), ("Flow-Spec", asked));

        Assert.Equal(200, response.Status);
        TimeSpan group = rig.Session.Streams[0].Setup.Index.Track.Clock.ToLength(
            rig.Session.Streams[0].Setup.Index.Track.Interleaving!.GroupDuration);
        Assert.True(rig.Session.Contract!.Buffer >= group);
        Assert.All(rig.Session.Points, point => Assert.True(point.Buffer >= group));
        Assert.Same(rig.Session.Streams[0].Setup.Index, rig.Session.Streams[0].Sending.Index);
    }

    [Fact]
    public void A_change_of_contract_leaves_it_interleaved()
    {
        Rig rig = Server();
        string session = rig.Send(
            "SETUP", "rtsp://h/film/trackID=2?interleave=yes",
            ("Transport", "RTP/AVP;unicast;client_port=5000-5001"), ("Supported", "streaming.contract"), ("Flow-Spec", "buffer=0ms"))
            .Headers["Session"]!.Split(';')[0];
        Assert.Equal(200, rig.Send("PLAY", "rtsp://h/film", ("Session", session)).Status);
        rig.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(200, rig.Send("SET_PARAMETER", "rtsp://h/film", ("Session", session), ("Flow-Spec", "buffer=2s")).Status);
        rig.Pass(TimeSpan.FromSeconds(1));

        Assert.NotNull(rig.Session.Streams[0].Sending.Index.Track.Interleaving);
        rig.CheckInvariants();
    }

    private static Rig Server() => new(
        Even(TestTitles.Of("film", TestTitles.Video(1), Sound)), TestTitles.Of("opus", TestTitles.Video(1), TestTitles.Audio(2)));

    private static SessionDescription Describe(string title)
    {
        RtspResponse response = Server().Send("DESCRIBE", $"rtsp://h/{title}");
        Assert.True(SdpReader.TryParse(response.Body, out SessionDescription? description, out ParseError error), error.ToString());
        return description!;
    }

    /// <summary>The sound's samples as long as its configuration says.</summary>
    private static MediaIndex Even(MediaIndex title)
    {
        TrackIndex sound = title.Tracks[1];
        MediaSample[] samples =
        [
            .. sound.Samples.ToArray().Take(400).Select((sample, i) => sample with { DecodeUnits = i * 1_024L, Duration = 1_024 }),
        ];
        return new(title.Title, [title.Tracks[0], new(sound.Track, samples, [])]);
    }
}
