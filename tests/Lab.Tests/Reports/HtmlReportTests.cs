using System.Text;
using System.Text.RegularExpressions;
using Streaming.Lab.Records;
using Streaming.Lab.Reports;

namespace Streaming.Lab.Tests.Reports;

public sealed class HtmlReportTests
{
    [Fact]
    public void A_page_needs_nothing_but_itself()
    {
        string page = Text(SampleReport.Make());
        Assert.DoesNotMatch(new Regex(@"<script|<link|<img|\bsrc=|https?:|@import|url\(|\son\w+=", RegexOptions.IgnoreCase), page);
        Assert.Contains("@media(prefers-color-scheme:dark)", page);
        Assert.Contains("@media print", page);
    }

    [Fact]
    public void What_comes_from_a_scenario_stays_text()
    {
        const string nasty = "<b onclick=\"x\">&\u0027</b>";
        LabReport sample = SampleReport.Make();
        RunRecord run = sample.Runs[0];
        string page = Text(sample with
        {
            Scenario = nasty,
            Description = nasty,
            Expectations = [new(nasty, 1, 7, false, nasty)],
            Runs =
            [
                run with
                {
                    Variant = nasty,
                    Links = [run.Links[0] with { Name = nasty }],
                    Sessions = [run.Sessions[1] with { Id = nasty, Audience = nasty, Why = nasty, Title = nasty, Link = nasty }],
                    Checks = [new(nasty, false, nasty)],
                    Events = [new(1, "linkChanged", nasty, nasty, nasty)],
                },
            ],
        });
        Assert.DoesNotContain("<b onclick", page);
        Assert.DoesNotContain("\"x\"", page);
    }

    [Theory]
    [InlineData(true, true, "verdict good", "Met: all of 1 expectation; all checks hold")]
    [InlineData(false, true, "verdict bad", "Not met: 1 of 1 expectation; all checks hold")]
    [InlineData(true, false, "verdict bad", "Met: all of 1 expectation; 1 of 1 check failed")]
    public void The_verdict_stands_at_the_top(bool isMet, bool isHeld, string kind, string words)
    {
        LabReport sample = SampleReport.Make();
        string page = Text(sample with
        {
            Expectations = [sample.Expectations[0] with { IsMet = isMet }],
            Runs = [sample.Runs[0] with { Checks = [new("conformance", isHeld, "…")] }],
        });
        Assert.Contains($"<p class=\"{kind}\">{words}</p>", page);
    }

    [Fact]
    public void Every_way_on_the_page_leads_somewhere()
    {
        string page = Text(SampleReport.Make());
        string[] places = [.. Regex.Matches(page, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.Distinct(places);
        Assert.Empty(Regex.Matches(page, "href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value).Except(places));
        Assert.Contains("run-with-7-home.2", places);
    }

    [Fact]
    public void A_large_report_is_a_page_that_can_still_be_opened()
    {
        RunRecord run = SampleReport.Run("", 1);
        SessionSeries series = new(0, Many(2_000_000L), Many(2_400_000L), Many(0.5), Many(0.0), Many(900.0), Many(12.5), Many(-1.5));
        SessionRecord[] sessions =
            [.. Enumerable.Range(1, 10_000).Select(i => run.Sessions[0] with { Id = $"home.{i}", Series = i % 50 == 0 ? series : null })];
        LinkRecord link = run.Links[0] with { Offered = Many(1L), Used = Many(1L), Reserved = Many(2L), QueueMs = Many(2.0) };
        RunRecord large = run with
        {
            DurationS = 86_400,
            Sessions = sessions,
            Links = [.. Enumerable.Range(0, 500).Select(i => link with { Name = $"link{i}" })],
            Events = [.. Enumerable.Range(0, 50_000).Select(i => new RunEvent(i, "moved", "home.1", null, "moved"))],
            Playing = Many(3),
        };
        RunRecord[] runs = [.. Enumerable.Range(1, 12).Select(i => large with { Variant = $"v{i}" })];
        byte[] page = HtmlReport.Write(SampleReport.Make() with { Runs = runs });
        Assert.InRange(page.Length, 500_000, 8_000_000);
        string text = Encoding.UTF8.GetString(page);
        Assert.Equal(6, Regex.Count(text, "<h2 id=\"run-"));
        Assert.Equal(24, Regex.Count(text, "<summary>home"));

        static T[] Many<T>(T value) => [.. Enumerable.Repeat(value, 86_400)];
    }

    [Fact]
    public void A_report_of_nothing_is_a_page_too()
    {
        string page = Text(new() { Scenario = "empty", Runs = [], Expectations = [] });
        Assert.Contains("Nothing was expected", page);
        string bare = Text(new()
        {
            Scenario = "bare",
            Runs = [new() { Variant = "", Seed = 3, DurationS = 1, Totals = new() }],
            Expectations = [],
        });
        Assert.Contains("<h2 id=\"run--3\">Run: seed 3</h2>", bare);
    }

    private static string Text(LabReport report) => Encoding.UTF8.GetString(HtmlReport.Write(report));
}
