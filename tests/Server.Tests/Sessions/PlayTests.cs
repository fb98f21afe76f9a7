using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Sessions;
using Streaming.Testing;

namespace Streaming.Server.Tests.Sessions;

/// <summary>What PLAY promises in its headers is what then leaves.</summary>
public sealed class PlayTests
{
    private readonly Rig _rig = new();

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(3.0, 3.0)]
    [InlineData(3.04, 3.0)]
    [InlineData(9.99, 9.0)]
    [InlineData(10.0, 9.0)]
    public void A_seek_answers_the_time_of_the_key_picture_it_found(double asked, double answered)
    {
        string session = _rig.SetUp("film", 1, 4);
        RtspResponse response = _rig.Send("PLAY", "rtsp://h/film", ("Session", session), ("Range", $"npt={asked:0.###}-"));
        Assert.Equal($"npt={answered:0.000}-", response.Headers["Range"]);
    }

    [Theory, Seeds(30)]
    public void Numbers_and_stamps_in_the_answer_are_those_of_the_first_packets(ulong seed)
    {
        Primitives.Chance.SeededRandom random = new(seed);
        string session = _rig.SetUp("film", 1, 5, 4);
        for (int i = 0; i < 4; i++)
        {
            string range = $"npt={random.Next(9_900) / 1_000.0:0.000}-";
            RtspResponse response = _rig.Send("PLAY", "rtsp://h/film", ("Session", session), ("Range", range));
            Assert.True(RtpInfoHeader.TryParse(response.Headers["RTP-Info"], out RtpInfoHeader? info, out _));
            Assert.True(RangeHeader.TryParse(response.Headers["Range"], out RangeHeader? played, out _));
            _rig.Pass(TimeSpan.FromMilliseconds(500 + random.Next(2_000)));
            CheckPromise(info, played.Start!.Value);
            if (random.Next(2) == 0)
                _rig.Send("PAUSE", "rtsp://h/film", ("Session", session));
            _rig.Pass(TimeSpan.FromMilliseconds(random.Next(500)));
            _rig.CheckInvariants();
        }
    }

    [Fact]
    public void A_seek_while_playing_stops_the_sender_first()
    {
        string session = _rig.SetUp("film", 1, 4);
        _rig.Send("PLAY", "rtsp://h/film", ("Session", session));
        _rig.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(200, _rig.Send("PLAY", "rtsp://h/film", ("Session", session), ("Range", "npt=5-")).Status);
        Assert.Equal(2, _rig.Session.Plays);
    }

    [Fact]
    public void What_a_sender_says_about_an_earlier_play_is_out_of_date()
    {
        string session = _rig.SetUp("song", 1);
        _rig.Send("PLAY", "rtsp://h/song", ("Session", session));
        int first = _rig.Session.Plays;
        _rig.Send("PLAY", "rtsp://h/song", ("Session", session), ("Range", "npt=5-"));
        Assert.False(_rig.Session.End(first));
        Assert.Equal(SessionState.Playing, _rig.Session.State);
        Assert.True(_rig.Session.End(_rig.Session.Plays));
        Assert.Equal(SessionState.Ready, _rig.Session.State);
    }

    [Fact]
    public void Every_request_of_its_owner_is_a_sign_of_life_and_nobody_elses_is()
    {
        string session = _rig.SetUp("song", 1);
        _rig.Pass(TimeSpan.FromSeconds(30));
        _rig.Send("OPTIONS", "*", ("Session", session));
        Assert.Equal(_rig.Now, _rig.Session.Heard);
        Instant heard = _rig.Now;
        _rig.Pass(TimeSpan.FromSeconds(30));
        _rig.Connection = Rig.Connected(2, "198.51.100.1");
        _rig.Send("OPTIONS", "*", ("Session", session));
        Assert.Equal(heard, _rig.Session.Heard);
    }

    private void CheckPromise(RtpInfoHeader info, MediaTime start)
    {
        foreach (SessionStream stream in _rig.Session.Streams)
        {
            RtpInfoEntry promised = info.Entries.Single(entry => entry.Url == stream.Url);
            if (!_rig.Sink.First.TryGetValue(stream.Sending, out RtpHeader first))
                continue;
            Assert.Equal(promised.First, first.Sequence);

            // Every track of the test's titles has a sample at the key picture's time.
            ClockRate clock = stream.Track.Clock;
            Assert.Equal(0, clock.ToUnits(start) % (clock.Hertz / 50));
            Assert.Equal(promised.Start, first.Timestamp);
        }
    }
}
