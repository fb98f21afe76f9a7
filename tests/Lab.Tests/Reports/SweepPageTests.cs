using System.Text;
using System.Text.RegularExpressions;
using Streaming.Lab.Expectations;
using Streaming.Lab.Records;
using Streaming.Lab.Reports;

namespace Streaming.Lab.Tests.Reports;

public sealed class SweepPageTests
{
    [Fact]
    public void There_is_one_plot_and_one_table_with_a_line_for_each_value_and_variant()
    {
        string page = Text(Sweep("0%", "0.5%", "1%"), "missing <= 0.6%", "admitted >= 3");
        Assert.Equal(1, Regex.Count(page, "<svg"));
        Assert.Equal(1, Regex.Count(page, "<table"));
        Assert.Equal(1 + (3 * 2), Regex.Count(page, "<tr"));
        Assert.Contains("<td class=\"n\">0.5%<td>with<td class=\"n\">0.5 %<td class=\"n\">3", page);
        Assert.Contains("Not everything is met at 1 of 3 values, the first: 1%", page);
        Assert.Contains("&lt;= 0.6 %", page);
    }

    [Fact]
    public void Values_that_are_words_stand_side_by_side()
    {
        string page = Text(Sweep("auto", "off", "10x5"));
        Assert.All(new[] { "auto", "off", "10x5" }, value => Assert.Contains($"middle\">{value}</text>", page));
        Assert.Contains("missing at each value of links.wifi.loss.", page);
    }

    [Fact]
    public void What_is_plotted_is_the_first_that_changes()
    {
        string page = Text(Sweep("0%", "0.5%", "1%"), "admitted >= 3", "missing <= 0.6%");
        Assert.Contains("missing at each value of links.wifi.loss.", page);
        Assert.Contains("admitted at each value of links.wifi.loss.", Text(Sweep("0%"), "admitted >= 3", "missing <= 0.6%"));
    }

    [Fact]
    public void What_could_not_be_measured_is_a_dash()
    {
        SweepPoint[] points = [.. Sweep("1%", "2%").Points.Select(point => point with
        {
            Report = point.Report with { Runs = [SampleReport.Run("", 1) with { Sessions = [] }] },
        })];
        Assert.Contains("<td class=\"n\">2%<td class=\"n\">–", System.Net.WebUtility.HtmlDecode(Text(new("s", "k", points))));
    }

    /// <summary>At the n-th value, n · 0.5 % are missing; the last has an expectation that is not met.</summary>
    private static SweepRecord Sweep(params string[] values) => new("evening", "links.wifi.loss",
    [
        .. values.Select((value, number) => new SweepPoint(value, SampleReport.Make() with
        {
            Runs = [Run("with", number), Run("without", number)],
            Expectations = [new("missing <= 0.6%", 1, 7, number < 2, "…")],
        })),
    ]);

    private static RunRecord Run(string variant, int number)
    {
        RunRecord run = SampleReport.Run(variant, 7);
        return run with { Checks = [], Sessions = [run.Sessions[0] with { Sent = 1_000, LostAfterRepair = number * 5 }] };
    }

    private static string Text(SweepRecord sweep, params string[] expectations)
    {
        ExpectationNames names = new([], new SortedDictionary<string, long> { ["home"] = 4 }, [], []);
        IEnumerable<Expectation> read = expectations.Select(text => ExpectationReader.Read(text, 1, names, out _)!);
        return Encoding.UTF8.GetString(SweepPage.Write(sweep, [.. read]));
    }
}
