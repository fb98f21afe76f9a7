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

    /// <param name="path">A report.json, or the folder it lies in.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no report.</exception>
    public static LabReport Read(string path) =>
        ReportJson.Read(File.ReadAllBytes(Directory.Exists(path) ? Path.Combine(path, "report.json") : path));
}
