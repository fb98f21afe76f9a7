using Streaming.Player.Contracts;
using Streaming.Player.Sessions;
using Streaming.Player.Tests.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Tests.Contracts;

/// <summary>What a client asks for, what it is granted, and what it makes of being refused: conversations word for word.</summary>
public sealed class NegotiationTests
{
    private const string Asked = "Supported: streaming.contract\nFlow-Spec: class=controlled-load; buffer=1s\n";

    [Fact]
    public void A_server_that_lists_the_feature_is_asked_with_every_setup_and_with_play()
    {
        Script script = Contracted.Script().Clear().Answer(Contracted.Setup(1)).Answer(Contracted.Setup(2)).Answer(Contracted.Header(3));

        Assert.Equal(
            $"""
            (StreamReady)
            (contract 1: 480p, 1.337 Mb/s)
            SETUP rtsp://host:8554/film/trackID=2 RTSP/1.0
            CSeq: 4
            Session: abc
            Transport: RTP/AVP;unicast;client_port=5002-5003
            {Asked}(StreamReady)
            (contract 2: 480p, 1.337 Mb/s)
            PLAY rtsp://host:8554/film/ RTSP/1.0
            CSeq: 5
            Session: abc
            Range: npt=0.000-
            {Asked}(contract 3: 480p, 1.337 Mb/s)
            (playing 0.000 s to 10.500 s: @, @)

            """, script.Since);
    }

    [Fact]
    public void What_was_asked_for_is_what_the_contract_is_measured_against()
    {
        FlowSpec wish = new() { Buffer = TimeSpan.FromSeconds(2), Loss = Ratio.Percent(1) };
        List<SessionEffect.ContractGranted> granted = [];
        Contracted.Script(Script.Options() with { Wish = wish }, granted.Add).Answer(Contracted.Setup(1));
        Assert.Same(wish, Assert.Single(granted).Terms.Contract.Asked);
    }

    [Fact]
    public void A_server_that_does_not_list_it_is_told_of_the_rate_only()
    {
        FlowSpec wish = new() { MaxRate = BitRate.Mbps(3), Accept = ["480p"] };
        Script script = new Script(Script.Options() with { Wish = wish }).Described();
        Assert.Contains("Bandwidth: 3000000\n", script.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Flow-Spec", script.Said, StringComparison.Ordinal);
        script = new Script().Described();
        Assert.DoesNotContain("Bandwidth", script.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Contract: generation=1", "'r' is missing")]
    [InlineData("Contract: ", "is missing")]
    [InlineData("Contract: generation=0; r=1M; b=14200; p=12Mb/s; m=60; M=1448", "it has no generation")]
    [InlineData("Contract: generation=1; r=1M; b=14; p=12Mb/s; m=60; M=1448", "b=14 is below M=1448")]
    [InlineData("Contract: generation=99999999999; r=1M; b=14200; p=12Mb/s; m=60; M=1448", "generation")]
    [InlineData("Contract: gold", "gold")]
    public void A_contract_that_cannot_be_read_is_noted_and_playing_goes_on(string header, string why)
    {
        Script script = Contracted.Script().Answer($"{Contracted.Transport(1)}\n{header}").Answer(Contracted.Setup(1)).Answer();
        Assert.Contains("(noted: the server's contract is ignored, because ", script.Said, StringComparison.Ordinal);
        Assert.Contains(why, script.Said, StringComparison.Ordinal);
        Assert.Contains("(playing", script.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_speaks_of_contracts_without_listing_them_is_not_believed()
    {
        Script script = new Script().Described().Answer($"{Contracted.Transport(1)}\n{Contracted.Header(1)}");
        Assert.Contains("does not list the feature: ignored", script.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("(contract", script.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_is_read_whole_and_says_what_to_do()
    {
        Script script = Contracted.Script().Answer(Contracted.Refusal, status: 453);

        SessionOutcome.Failed failed = Assert.IsType<SessionOutcome.Failed>(script.Outcome);
        Assert.Equal(
            "the link to you ('uplink') is full (2.6Mb/s asked for, 1.1Mb/s free): 480p would fit; play it with --accept 480p, "
            + "or try again in 75 s", failed.Message);
        Shortage shortage = failed.Shortage!;
        Assert.Equal(
            ("uplink", "2.6Mb/s", "1.1Mb/s", "480p", TimeSpan.FromSeconds(75)),
            (shortage.Limit, shortage.Asked, shortage.Available, shortage.Alternative!.Point, shortage.RetryAfter));
        Assert.Equal(new BitRate(900_000), shortage.Alternative.Contract.Traffic.Rate);
    }

    [Theory]
    [InlineData("Limit: memory", "the server is busy: no more memory to spare, and no other quality would fit; try again later")]
    [InlineData("Retry-After: 5", "there is no room for this session now, and no other quality would fit; try again in 5 s")]
    [InlineData(
        "Limit: rate\nAsked: 300kb/s\nAvailable: 100kb/s",
        "you allow no more than 100kb/s (rate), and the least there is of this title needs 300kb/s: allow more")]
    [InlineData(
        "Limit: a\nRetry-After: -1\nAlternative: gold", "the link to you ('a') is full, and no other quality would fit; try again later")]
    [InlineData(
        "Limit: a\nRetry-After: 99999999999999", "the link to you ('a') is full, and no other quality would fit; try again later")]
    [InlineData(
        "Alternative: r=900kb/s; b=9000; p=4Mb/s; m=60; M=1448",
        "there is no room for this session now: 900 kb/s would fit; play it with --rate 900kb/s, or try again later")]
    [InlineData("X: y", "the server has no capacity for this session now; try again later or ask for less")]
    public void Whatever_is_missing_from_a_refusal_is_left_out(string headers, string message)
    {
        Script script = Contracted.Script().Answer(headers, status: 453);
        Assert.Equal(message, Assert.IsType<SessionOutcome.Failed>(script.Outcome).Message);
    }

    [Fact]
    public void A_link_with_an_endless_name_does_not_fill_the_screen()
    {
        Script script = Contracted.Script().Answer($"Limit: {new string('x', 5_000)}", status: 453);
        Assert.InRange(Assert.IsType<SessionOutcome.Failed>(script.Outcome).Message.Length, 1, 200);
    }

    [Fact]
    public void What_the_viewer_would_accept_is_taken_by_itself_once()
    {
        FlowSpec wish = new() { Accept = ["720p", "480p"] };
        Script script = Contracted.Script(Script.Options() with { Wish = wish }).Clear().Answer(Contracted.Refusal, status: 453);
        Assert.Equal(
            """
            (noted: there is no room for better: taking 480p)
            SETUP rtsp://host:8554/film/trackID=1 RTSP/1.0
            CSeq: 4
            Transport: RTP/AVP;unicast;client_port=5000-5001
            Supported: streaming.contract
            Flow-Spec: class=controlled-load; buffer=1s; accept=480p

            """, script.Since);

        script.Answer(Contracted.Refusal, status: 453);
        Assert.Equal(453, Assert.IsType<SessionOutcome.Failed>(script.Outcome).Status);
    }

    [Fact]
    public void It_is_taken_at_play_too()
    {
        FlowSpec wish = new() { Accept = ["480p"] };
        Script script = Contracted.Script(Script.Options() with { Wish = wish });
        script.Answer(Contracted.Setup(1)).Answer(Contracted.Setup(1)).Clear().Answer(Contracted.Refusal, status: 453);
        Assert.Contains("PLAY rtsp://host:8554/film/ RTSP/1.0\nCSeq: 6\n", script.Since, StringComparison.Ordinal);
        Assert.Contains("(playing", script.Answer(Contracted.Header(2)).Since, StringComparison.Ordinal);
    }

    [Fact]
    public void After_going_to_the_connection_contracts_count_anew()
    {
        Script script = Contracted.Playing().At(3).Answer().Clear();
        script.Answer($"Session: def\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\n{Contracted.Header(1)}");
        Assert.Contains("(contract 1: 480p", script.Since, StringComparison.Ordinal);
    }
}
