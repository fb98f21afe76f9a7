using System.Globalization;
using System.Text;
using System.Xml;
using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary><c>junit.xml</c>: each expectation and each check as a test, for whatever reads results of tests.</summary>
internal static class JUnitReport
{
    public static byte[] Write(LabReport report)
    {
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };
        using MemoryStream file = new();
        using (XmlWriter xml = XmlWriter.Create(file, settings))
        {
            (string Name, string? Failure)[] expectations = [.. report.Expectations.Select(Case)];
            (string Name, string? Failure)[] checks = [.. report.Runs.SelectMany(run => run.Checks.Select(check => Case(run, check)))];
            xml.WriteStartElement("testsuites");
            WriteSuite(xml, $"{report.Scenario}: expectations", expectations);
            WriteSuite(xml, $"{report.Scenario}: checks", checks);
            xml.WriteEndElement();
        }

        file.WriteByte((byte)'\n');
        return file.ToArray();
    }

    private static (string Name, string? Failure) Case(ExpectationRecord one) =>
        ($"{one.Text} (seed {one.Seed})", one.IsMet ? null : $"line {one.Line}: {one.Found}{From(one)}");

    private static (string Name, string? Failure) Case(RunRecord run, CheckRecord check) =>
        ($"{check.Name} ({(run.Variant.Length == 0 ? "" : $"{run.Variant}, ")}seed {run.Seed})", check.IsOk ? null : check.Detail);

    private static string From(ExpectationRecord one) => one.FailsFromS is { } seconds
        ? string.Create(CultureInfo.InvariantCulture, $"; fails from --until {seconds:0.###}s on")
        : "";

    private static void WriteSuite(XmlWriter xml, string name, (string Name, string? Failure)[] cases)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Plain(name));
        xml.WriteAttributeString("tests", XmlConvert.ToString(cases.Length));
        xml.WriteAttributeString("failures", XmlConvert.ToString(cases.Count(one => one.Failure is not null)));
        foreach ((string test, string? failure) in cases)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", Plain(name));
            xml.WriteAttributeString("name", Plain(test));
            if (failure is not null)
            {
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("message", Plain(failure));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>What XML has no way to say is left out.</summary>
    private static string Plain(string text) => string.Concat(text.Where(letter => XmlConvert.IsXmlChar(letter)));
}
