using Streaming.Lab.Expectations;
using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary>Where a report lies.</summary>
internal static class ReportFolder
{
    /// <summary>Writes <c>report.json</c>, <c>junit.xml</c> and <c>report.html</c>; what lies there is replaced.</summary>
    public static void Write(string folder, LabReport report)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "report.json"), ReportJson.Write(report));
        File.WriteAllBytes(Path.Combine(folder, "junit.xml"), JUnitReport.Write(report));
        File.WriteAllBytes(Path.Combine(folder, "report.html"), HtmlReport.Write(report));
    }

    /// <summary>Writes <c>sweep.html</c>, and below it a folder with the report of each value.</summary>
    /// <param name="expectations">Of the scenario.</param>
    public static void Write(string folder, SweepRecord sweep, IReadOnlyList<Expectation> expectations)
    {
        foreach (SweepPoint point in sweep.Points)
            Write(Path.Combine(folder, FileName(point.Value)), point.Report);
        File.WriteAllBytes(Path.Combine(folder, "sweep.html"), SweepPage.Write(sweep, expectations));
    }

    /// <param name="path">A report.json, or the folder it lies in.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no report.</exception>
    public static LabReport Read(string path) =>
        ReportJson.Read(File.ReadAllBytes(Directory.Exists(path) ? Path.Combine(path, "report.json") : path));

    /// <summary>A value as a folder may be called: <c>2.5%</c> stays, <c>1Mb/s</c> is 1Mb_s.</summary>
    private static string FileName(string value) =>
        string.Concat(value.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '%' ? letter : '_'));
}
