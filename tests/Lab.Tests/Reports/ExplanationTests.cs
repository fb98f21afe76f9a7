using Streaming.Lab.Records;
using Streaming.Lab.Reports;

namespace Streaming.Lab.Tests.Reports;

public sealed class ExplanationTests
{
    [Fact]
    public void A_refusal_names_the_link_what_was_asked_what_was_left_who_held_it_and_what_would_have_fitted()
    {
        LabReport report = SampleReport.Make();
        Assert.Equal(
        [
            "In run with, where it fared worst of 2:",
            "home.4 came at 6 s for film, behind wifi.4, over udp, as guaranteed.",
            "It was refused at 6.05 s for want of room on floor: it asked for 2.4 Mb/s, and 800 kb/s was left.",
            "The server said: there is no room on floor.",
            "At that time the server had promised 9 Mb/s of floor, which carries 20 Mb/s.",
            "That room was held by 3 sessions that had come before, 7.2 Mb/s in all: home.1 (2.4 Mb/s since 0.05 s), "
                + "home.2 (2.4 Mb/s since 2.05 s), home.3 (2.4 Mb/s since 4.05 s).",
            "It would have been admitted with: 480p at 700 kb/s.",
        ],
            Explanation.Of(report, "home.4", out _));
    }

    [Fact]
    public void Only_who_lies_behind_a_link_and_has_not_gone_holds_room_on_it()
    {
        RunRecord run = SampleReport.Run("", 1);
        SessionRecord[] sessions =
        [
            run.Sessions[0] with { Link = "attic" }, run.Sessions[1] with { EndedS = 5 },
            run.Sessions[2] with { Contracts = [run.Sessions[2].Contracts[0] with { Class = "best-effort" }] }, run.Sessions[3],
        ];
        run = run with { Sessions = sessions, Links = [.. run.Links, new() { Name = "attic" }] };
        Assert.DoesNotContain(Explanation.Of(run, sessions[3]), line => line.StartsWith("That room", StringComparison.Ordinal));
        run = run with { Sessions = [SampleReport.Run("", 1).Sessions[0], .. sessions[1..]] };
        Assert.Contains(
            "That room was held by 1 session that had come before, 2.4 Mb/s in all: home.1 (2.4 Mb/s since 0.05 s).",
            Explanation.Of(run, sessions[3]));
    }

    [Fact]
    public void Where_nothing_would_have_fitted_that_is_said()
    {
        RunRecord run = SampleReport.Run("", 1);
        SessionRecord refused = run.Sessions[3] with { Refusal = run.Sessions[3].Refusal! with { Best = null } };
        Assert.Equal("Nothing less would have fitted either.", Explanation.Of(run, refused)[^1]);
    }

    [Fact]
    public void Each_stall_has_its_link_its_queue_and_what_was_done_before_it()
    {
        RunRecord run = SampleReport.Run("", 1);
        Assert.Equal(
        [
            "home.2 came at 2 s for film, behind wifi.2, over udp, as guaranteed.",
            "It was admitted at 2.05 s: source, guaranteed, 2.4 Mb/s.",
            "From 32.1 s on it had 480p, guaranteed, 1.1 Mb/s: the link shrank.",
            "The first picture was there 123 ms after it had asked.",
            "At 31 s the picture stood for 420 ms. In the 5 s before: floor changed at 30 s (floor carries 6 Mb/s); floor dropped "
                + "45 packets of it (queue was full, up to 40 ms long; 6.31 Mb/s was to pass, it carries 6 Mb/s).",
            "At 44 s the picture stood for 200 ms. In the 5 s before: wifi.2 dropped 5 packets of it (lost by chance); "
                + "packets waited up to 40 ms at floor; 6.44 Mb/s was to pass, it carries 6 Mb/s.",
            "Of 7,800 packets the network did not bring 80 (1.03 %): 45 at floor, queue was full; 5 at wifi.2, lost by chance.",
            "Four in five of them between 29 s and 31 s, most at floor; 6.31 Mb/s was to pass, it carries 6 Mb/s.",
            "Parity mended 60, resending 19; 41 stayed away (0.526 %).",
            "1 packet came too late to be of use.",
            "It was playing to the end of the run.",
        ],
            Explanation.Of(run, run.Sessions[1]));
    }

    [Fact]
    public void What_is_dropped_beside_media_is_not_taken_for_media()
    {
        RunRecord run = SampleReport.Run("", 1);
        Assert.Contains(
            "Of 7,800 packets the network did not bring 40 (0.513 %): with parity and what was sent again 45 at floor, queue was full; "
                + "5 at wifi.2, lost by chance.",
            Explanation.Of(run, run.Sessions[1] with { Lost = 40 }));
    }

    [Fact]
    public void A_dead_server_and_a_jump_of_the_clock_are_causes()
    {
        RunRecord sample = SampleReport.Run("", 1);
        RunRecord run = sample with
        {
            Links = [],
            Events =
            [
                new(20, "serverKilled", null, null, "The server is killed."),
                new(42, "serverStarted", null, null, "The server is started."),
                new(43, "cameBack", "home.2", null, "came back after 1 s"),
                new(43.5, "clockStep", null, null, "The clocks of home jump by 5 s."),
            ],
        };
        SessionRecord session = sample.Sessions[1] with { Drops = [], Contracts = [sample.Sessions[1].Contracts[0]] };
        Assert.Equal(
        [
            "At 31 s the picture stood for 420 ms. In the 5 s before: the server had been dead since 20 s.",
            "At 44 s the picture stood for 200 ms. In the 5 s before: the server had been started again at 42 s; 43 s: came "
                + "back after 1 s; 43.5 s: The clocks of home jump by 5 s.",
        ],
            Explanation.Of(run, session).Where(line => line.Contains("stood for")));
    }

    [Fact]
    public void What_nothing_recorded_explains_is_not_guessed_at()
    {
        RunRecord run = SampleReport.Run("", 1) with { Links = [], Events = [] };
        SessionRecord session = run.Sessions[1] with { Drops = [], Contracts = [run.Sessions[1].Contracts[0]] };
        Assert.Contains("At 31 s the picture stood for 420 ms. Nothing that is recorded says why.", Explanation.Of(run, session));
    }

    [Theory]
    [InlineData("home.5", "there is no session 'home.5'; did you mean 'home.1'?")]
    [InlineData("home", "there is no session 'home', but home.1, home.2, home.3, home.4")]
    [InlineData("office.99", "there is no session 'office.99'; there are home.1 … home.4")]
    [InlineData("wihtout/home.1", "there is no run 'wihtout', but with; without")]
    public void An_unknown_session_is_answered_with_those_that_are_near(string session, string said)
    {
        Assert.Null(Explanation.Of(SampleReport.Make(), session, out string mistake));
        Assert.Equal(said, mistake);
    }

    [Theory, InlineData("without/home.4", "In run without:"), InlineData("without/7/home.4", "In run without:")]
    [InlineData("7/home.1", "In run with, where it fared worst of 2:")]
    public void A_run_can_be_named_before_the_session(string session, string first) =>
        Assert.Equal(first, Explanation.Of(SampleReport.Make(), session, out _)![0]);
}
