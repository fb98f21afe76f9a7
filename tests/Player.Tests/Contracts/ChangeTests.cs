using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Player.Contracts;
using Streaming.Player.Sessions;
using Streaming.Player.Tests.Sessions;
using Streaming.Qos.FlowSpecs;
using Streaming.Testing;

namespace Streaming.Player.Tests.Contracts;

/// <summary>While it plays: what the server changes, what the client wishes, and what of it is believed.</summary>
public sealed class ChangeTests
{
    [Fact]
    public void A_change_by_the_server_is_taken_and_answered()
    {
        Script script = Contracted.Playing().Clear();
        script.Do((session, _) => session.Accept(Contracted.Request(
            RtspMethod.SetParameter, $"Session: abc\n{Contracted.Header(3, "700kb/s", "240p")}\nReason: link 'uplink' shrank")));
        Assert.Equal("(reply 200 CSeq: 71 Session: abc)\n(changed to 3: 240p, 700 kb/s, because link 'uplink' shrank)\n", script.Since);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_never_goes_back(int generation)
    {
        Script script = Contracted.Playing().Clear();
        script.Do((session, _) => session.Accept(Contracted.Request(
            RtspMethod.SetParameter, $"Session: abc\n{Contracted.Header(generation, "700kb/s", "240p")}")));
        Assert.StartsWith("(reply 200 CSeq: 71 Session: abc)\n(noted: ", script.Since, StringComparison.Ordinal);
        Assert.DoesNotContain("(changed", script.Since, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_again_is_no_news()
    {
        Script script = Contracted.Playing().Clear();
        script.Do((session, _) => session.Accept(Contracted.Request(
            RtspMethod.SetParameter, $"Session: abc\n{Contracted.Header(2)}")));
        Assert.Equal("(reply 200 CSeq: 71 Session: abc)\n", script.Since);
    }

    [Theory]
    [InlineData(RtspMethod.SetParameter, "Session: other", 454)]
    [InlineData(RtspMethod.SetParameter, "Session: other\nContract: x", 454)]
    [InlineData(RtspMethod.SetParameter, "Contract: x", 454)]
    [InlineData(RtspMethod.SetParameter, "Session: abc\nContract: x", 400)]
    [InlineData(RtspMethod.SetParameter, "Session: abc;timeout=60", 200)]
    [InlineData(RtspMethod.SetParameter, "", 200)]
    [InlineData(RtspMethod.GetParameter, "Session: abc", 200)]
    [InlineData(RtspMethod.GetParameter, "Session: other", 454)]
    [InlineData(RtspMethod.Options, "", 200)]
    [InlineData(RtspMethod.Teardown, "Session: abc", 405)]
    [InlineData(RtspMethod.Play, "Session: abc", 405)]
    [InlineData(RtspMethod.Announce, "Session: abc", 501)]
    [InlineData(RtspMethod.Redirect, "", 501)]
    [InlineData("GOLD", "", 501)]
    public void Other_requests_are_answered_as_the_standard_says_and_change_nothing(string method, string headers, int status)
    {
        Script script = Contracted.Playing().Clear();
        script.Do((session, _) => session.Accept(Contracted.Request(method, headers)));
        Assert.StartsWith($"(reply {status} CSeq: 71", script.Since, StringComparison.Ordinal);
        Assert.Equal(status == 405, script.Since.Contains("Allow: OPTIONS, GET_PARAMETER, SET_PARAMETER", StringComparison.Ordinal));
        Assert.DoesNotContain("(changed", script.Since, StringComparison.Ordinal);
        Assert.Equal(SessionPhase.Playing, script.Session.Phase);
    }

    [Fact]
    public void Parameters_nobody_knows_are_not_understood()
    {
        Script script = Contracted.Playing().Clear();
        script.Do((session, _) => session.Accept(Contracted.Request(
            RtspMethod.GetParameter, "Session: abc", "temperature\r\n"u8.ToArray())));
        Assert.StartsWith("(reply 451", script.Since, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_there_is_a_session_no_contract_is_believed()
    {
        Script script = Contracted.Script().Clear();
        script.Do((session, _) => session.Accept(Contracted.Request(RtspMethod.SetParameter, $"Session: abc\n{Contracted.Header(9)}")));
        Assert.Equal("(reply 454 CSeq: 71)\n", script.Since);
    }

    [Fact]
    public void A_wish_is_asked_and_what_is_granted_is_in_force()
    {
        Script script = Contracted.Playing().Clear();
        script.Do((session, now) => Assert.True(session.Ask(new() { Accept = ["240p"] }, now)));
        Assert.Equal(
            """
            SET_PARAMETER rtsp://host:8554/film/ RTSP/1.0
            CSeq: 6
            Session: abc
            Supported: streaming.contract
            Flow-Spec: class=controlled-load; accept=240p

            """, script.Since);

        script.Clear().Answer(Contracted.Header(3, "700kb/s", "240p"));
        Assert.Equal("(changed to 3: 240p, 700 kb/s, because asked for)\n", script.Since);
    }

    [Fact]
    public void A_wish_refused_leaves_everything_as_it_was()
    {
        Script script = Contracted.Playing();
        script.Do((session, now) => session.Ask(new() { Accept = ["1080p"] }, now)).Clear().Answer(Contracted.Refusal, status: 453);
        Assert.StartsWith("(refused: the link to you ('uplink') is full", script.Since, StringComparison.Ordinal);
        Assert.Equal(SessionPhase.Playing, script.Session.Phase);

        script.Do((session, now) => session.Ask(new() { Loss = Ratio.Zero }, now)).Clear().Answer(status: 400);
        Assert.Equal("(refused: the server refused SET_PARAMETER with 400 Bad Request)\n", script.Since);
    }

    [Fact]
    public void Nobody_is_asked_who_knows_no_contracts_or_does_not_play()
    {
        new Script().Played().Do((session, now) => Assert.False(session.Ask(new(), now)));
        Contracted.Script().Do((session, now) => Assert.False(session.Ask(new(), now)));
    }

    [Fact]
    public void Later_wishes_are_asked_at_their_time()
    {
        LaterWish[] later =
        [
            new(TimeSpan.FromSeconds(1), new() { Accept = ["240p"] }), new(TimeSpan.FromSeconds(2), new() { Accept = ["480p"] }),
        ];
        Script script = Contracted.Playing(Script.Options() with { Later = later }).Media();
        Assert.Equal(new Deadline(Instant.FromSeconds(1), WakeReason.LaterWish), script.Session.Next);
        Assert.Contains("accept=240p", script.Clear().At(1).Since, StringComparison.Ordinal);
        Assert.Contains("accept=480p", script.Answer(Contracted.Header(3)).Clear().At(2).Since, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_wish_that_nobody_understands_is_refused_here()
    {
        LaterWish[] later = [new(TimeSpan.FromSeconds(1), new())];
        Script script = new Script(Script.Options() with { Later = later }).Played().Media().Clear().At(1);
        Assert.Equal("(refused: this server knows no contracts)\n", script.Since);
    }

    [Fact]
    public void A_sign_of_life_asks_for_the_contract_and_a_change_that_was_missed_is_learnt()
    {
        Script script = Contracted.Playing(range: "0-1000").Media().Clear().At(30).Media();
        Assert.Contains("GET_PARAMETER rtsp://host:8554/film/ RTSP/1.0", script.Since, StringComparison.Ordinal);
        Assert.EndsWith("contract\n", script.Since, StringComparison.Ordinal);
        script.Clear().Answer("Content-Type: text/parameters", $"contract: {Contracted.Terms(7, "700kb/s", "240p")}\r\n");
        Assert.Equal("(changed to 7: 240p, 700 kb/s, because learnt late)\n", script.Since);
    }

    [Theory]
    [InlineData(451)]
    [InlineData(500)]
    public void A_server_that_does_not_know_the_parameter_does_no_harm(int status)
    {
        Script script = Contracted.Playing(range: "0-1000").Media().At(30).Media().Clear().Answer(status: status);
        Assert.Equal("", script.Since);
        Assert.Equal(SessionPhase.Playing, script.Session.Phase);
    }

    [Theory]
    [Seeds(100)]
    public void Whatever_is_said_in_whatever_order_the_generation_only_rises(ulong seed)
    {
        Primitives.Chance.SeededRandom random = new(seed);
        Script script = Contracted.Playing();
        int highest = 2;
        for (int i = 0; i < 30; i++)
        {
            int generation = random.Next(12);
            string text = Contracted.Terms(generation, $"{500 + generation}kb/s");
            if (random.Next(4) == 0)
                text = text[..random.Next(text.Length)];
            bool isGood = ContractText.TryParse(text, out ContractText? said, out _) && said.Contract.Generation > highest;
            script.Clear().Do((session, _) => session.Accept(Contracted.Request(
                RtspMethod.SetParameter, $"Session: abc\nContract: {text}")));
            Assert.Equal(isGood, script.Since.Contains("(changed to", StringComparison.Ordinal));
            highest = isGood ? said!.Contract.Generation : highest;
        }
    }

    [Fact]
    public void Bodies_are_searched_for_the_contract_without_being_trusted()
    {
        Assert.Equal("x=1", ContractTalk.Line(Encoding.UTF8.GetBytes("quality: 3\r\nContract:  x=1 \r\n")));
        Assert.Null(ContractTalk.Line([0xff, 0xfe, 0]));
        Assert.Null(ContractTalk.Line([]));
        Assert.Null(ContractTalk.Line("contract: \r\n"u8.ToArray()));
    }
}
