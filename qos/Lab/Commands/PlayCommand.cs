using Streaming.Lab.Records;
using Streaming.Lab.Real;
using Streaming.Lab.Reports;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Commands;

/// <summary>Plays a scenario, writes its report, and says what came of it.</summary>
/// <param name="folderOf">Where its report goes.</param>
internal sealed class PlayCommand(Laboratory laboratory, LabOrder order, ResultPrinter printer, Func<ScenarioFile, string> folderOf)
{
    /// <returns>One of <see cref="LabExit"/>.</returns>
    public async Task<int> PlayAsync(ScenarioFile file, CancellationToken stop)
    {
        LabReport report = await RunAsync(file, stop);
        string folder = folderOf(file);
        Written(folder, () => ReportFolder.Write(folder, report));
        printer.Print(file, report, Path.Combine(folder, "report.html"));
        if (report.IsOk)
            return LabExit.Done;
        IReadOnlyList<FoundPrefix> found = await laboratory.FindPrefixesAsync(file, report, stop);
        if (found.Count > 0)
            Written(folder, () => ReportFolder.Write(folder, Failures.With(report, found)));
        printer.PrintFailure(file, report, found, order.Until);
        return LabExit.Failed;
    }

    /// <summary>The same for each value of a key: a report of each, and one page of all.</summary>
    public async Task<int> SweepAsync(ScenarioFile file, SweepOrder sweep, CancellationToken stop)
    {
        string path = sweep.PathIn(file), folder = folderOf(file);
        List<ScenarioFile> files = [.. sweep.Values.Select(value => SweepOrder.Apply(file, path, value))];
        List<SweepPoint> points = [];
        foreach ((string value, ScenarioFile one) in sweep.Values.Zip(files))
        {
            LabReport report = await RunAsync(one, stop);
            points.Add(new(value, report));
            Written(folder, () => ReportFolder.Write(Path.Combine(folder, FolderOf(value)), report));
            printer.PrintPoint(path, points[^1], isFirst: points.Count == 1);
        }

        string page = Path.Combine(folder, "sweep.html");
        Written(folder, () => File.WriteAllBytes(page, SweepPage.Write(new(file.Name, path, points), file.Expectations)));
        printer.PrintPlace(page);
        return points.TrueForAll(point => point.Report.IsOk) ? LabExit.Done : LabExit.Failed;
    }

    /// <summary>A value as a folder may be called: <c>2Mb/s</c> is <c>2Mb-s</c>.</summary>
    private static string FolderOf(string value) =>
        string.Concat(value.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '%' or '-' ? letter : '-'));

    private async Task<LabReport> RunAsync(ScenarioFile file, CancellationToken stop)
    {
        try
        {
            return await laboratory.RunAsync(file, order, stop);
        }
        catch (RealRunException wrong)
        {
            throw new LabUsageException($"{file.Name}: {wrong.Message}");
        }
    }

    private static void Written(string folder, Action write)
    {
        try
        {
            write();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            string why = wrong.Message.TrimEnd('.');
            throw new LabUsageException($"the report cannot be written to '{folder}': {why}; give another with --report DIR");
        }
    }
}
