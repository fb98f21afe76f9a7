using Streaming.Lab.Records;
using Streaming.Lab.Reports;

namespace Streaming.Lab.Commands;

/// <summary>A report that somebody named.</summary>
internal static class ReportFile
{
    /// <exception cref="LabUsageException">It cannot be read, or is none.</exception>
    public static LabReport Read(string path)
    {
        try
        {
            return ReportFolder.Read(path);
        }
        catch (InvalidDataException wrong)
        {
            throw new LabUsageException($"{path}: {wrong.Message}");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new LabUsageException($"{path}: {wrong.Message.TrimEnd('.')}; name a report.json or its folder");
        }
    }
}
