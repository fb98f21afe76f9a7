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
        string folder = Prepared(file);
        LabReport report = await RunAsync(file, order, stop);
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
        string path = sweep.PathIn(file), folder = Prepared(file);
        List<ScenarioFile> files = [.. sweep.Values.Select(value => SweepOrder.Apply(file, path, value))];
        List<SweepPoint> points = [];
        using SemaphoreSlim places = new(laboratory.AtOnce(order));
        List<Task<LabReport>> played = [.. files.Select(one => PlayInTurnAsync(one, places, stop))];
        foreach ((string value, Task<LabReport> one) in sweep.Values.Zip(played))
        {
            LabReport report = await one;
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

    /// <summary>One value of a sweep on one thread, as soon as there is one.</summary>
    private async Task<LabReport> PlayInTurnAsync(ScenarioFile file, SemaphoreSlim places, CancellationToken stop)
    {
        await places.WaitAsync(stop);
        try
        {
            return await RunAsync(file, order with { Threads = 1 }, stop);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<LabReport> RunAsync(ScenarioFile file, LabOrder how, CancellationToken stop)
    {
        try
        {
            return await laboratory.RunAsync(file, how, stop);
        }
        catch (RealRunException wrong)
        {
            throw new LabUsageException($"{file.Name}: {wrong.Message}");
        }
    }

    /// <summary>Before hours are played of which nothing could be kept.</summary>
    private string Prepared(ScenarioFile file)
    {
        string folder = folderOf(file);
        Written(folder, () => Directory.CreateDirectory(folder));
        return folder;
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
