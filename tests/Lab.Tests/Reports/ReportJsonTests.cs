using System.Text;
using Streaming.Lab.Records;
using Streaming.Lab.Reports;

namespace Streaming.Lab.Tests.Reports;

public sealed class ReportJsonTests
{
    [Fact]
    public void What_is_read_back_is_what_was_written_to_the_last_byte()
    {
        byte[] written = ReportJson.Write(SampleReport.Make());
        LabReport read = ReportJson.Read(written);
        Assert.Equal(written, ReportJson.Write(read));
        Assert.Equal(["home.1", "home.2", "home.3", "home.4"], read.Runs[1].Sessions.Select(session => session.Id));
        Assert.Equal([("loss", 12L), ("queueFull", 345L)], read.Runs[0].Links[0].Drops.Select(drop => (drop.Key, drop.Value)));
        Assert.Equal(new DropRecord(30, "floor", "queueFull", 33), read.Runs[0].Sessions[1].Drops[1]);
        Assert.Equal(31, read.Expectations[1].FailsFromS);
        Assert.False(read.IsOk);
    }

    [Fact]
    public void Fractions_are_told_to_a_millionth_and_what_is_not_known_is_left_out()
    {
        LabReport report = SampleReport.Make();
        RunRecord run = report.Runs[0] with
        {
            Sessions = [report.Runs[0].Sessions[0] with { StalledMs = -1e-9, Series = null }],
            Events = [],
        };
        string json = Encoding.UTF8.GetString(ReportJson.Write(report with { Runs = [run] }));
        Assert.Contains("\"startupMs\":123.456789,", json);
        Assert.Contains("\"stalledMs\":0,", json);
        Assert.DoesNotContain("endedS", json);
        Assert.DoesNotContain("null", json);
    }

    [Fact]
    public void Each_session_each_link_and_each_event_has_a_line()
    {
        string[] lines = Encoding.UTF8.GetString(ReportJson.Write(SampleReport.Make())).Split('\n');
        Assert.Equal(8, lines.Count(line => line.StartsWith("{\"id\":\"home.", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.StartsWith("{\"name\":\"floor\"", StringComparison.Ordinal)));
        Assert.Equal(12, lines.Count(line => line.StartsWith("{\"atS\":", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("\"stallTimes\":[{\"atS\":31,\"lastsMs\":420},{\"atS\":44,\"lastsMs\":200}]"));
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void Brackets_and_marks_within_texts_change_nothing()
    {
        LabReport report = SampleReport.Make() with { Description = "a \"[{\\\" }],{ b" };
        Assert.Equal(report.Description, ReportJson.Read(ReportJson.Write(report)).Description);
    }

    [Theory]
    [InlineData("", "it is no report of the lab")]
    [InlineData("null", "it is empty")]
    [InlineData("{\"runs\":[]}", "it is no report of the lab")]
    [InlineData("{\"version\":2,\"scenario\":\"\",\"runs\":[],\"expectations\":[]}", "it is of version 2, which this program does not")]
    public void What_is_no_report_is_refused_in_a_line(string json, string why) =>
        Assert.StartsWith(why, Assert.Throws<InvalidDataException>(() => ReportJson.Read(Encoding.UTF8.GetBytes(json))).Message);
}
