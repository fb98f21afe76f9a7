using System.Xml.Linq;
using Streaming.Lab.Records;
using Streaming.Lab.Reports;

namespace Streaming.Lab.Tests.Reports;

public sealed class JUnitReportTests
{
    [Fact]
    public void Each_expectation_and_each_check_is_a_test()
    {
        XElement root = XDocument.Load(new MemoryStream(JUnitReport.Write(SampleReport.Make()))).Root!;
        Assert.Equal(
            [("evening: expectations", "2", "1"), ("evening: checks", "4", "1")],
            root.Elements("testsuite").Select(suite => (Of(suite, "name"), Of(suite, "tests"), Of(suite, "failures"))));
        Assert.Equal(
            ["p99 skew_ms < 10 (seed 7)", "stalls == 0 (seed 7)", "conformance (with, seed 7)", "reservations (with, seed 7)",
                "conformance (without, seed 7)", "reservations (without, seed 7)"],
            root.Descendants("testcase").Select(one => Of(one, "name")));
        Assert.Equal(
            ["line 41: without: stalls = 2 at worst (home.2); fails from --until 31s on", "floor holds 2.4 Mb/s after the end"],
            root.Descendants("failure").Select(one => Of(one, "message")));
    }

    [Fact]
    public void What_XML_cannot_say_is_left_out()
    {
        LabReport report = SampleReport.Make() with { Expectations = [new("a\u0001<b\uD800", 1, 1, false, "\u0000&")] };
        XElement root = XDocument.Load(new MemoryStream(JUnitReport.Write(report))).Root!;
        Assert.Equal("a<b (seed 1)", Of(root.Descendants("testcase").First(), "name"));
        Assert.Equal("line 1: &", Of(root.Descendants("failure").First(), "message"));
    }

    private static string Of(XElement element, string attribute) => element.Attribute(attribute)!.Value;
}
