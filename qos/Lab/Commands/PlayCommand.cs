using Streaming.Lab.Records;
using Streaming.Lab.Real;
using Streaming.Lab.Reports;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Commands;

/// <summary>Plays a scenario, writes its report, and says what came of it.</summary>
/// <param name="folderOf">Where its report goes.</param>
internal sealed class PlayCommand(Laboratory laboratory, LabOrder order, ResultPrinter printer, Func<ScenarioFile, string> folderOf)
{
    /// <summary>Reports that were written.</summary>
    public int Reports { get; private set; }

    /// <returns>One of <see cref="LabExit"/>.</returns>
    public Task<int> PlayAsync(ScenarioFile file, CancellationToken stop) =>
        InFolderAsync(folderOf(file), folder => PlayAsync(file, folder, stop));

    /// <summary>The same for each value of a key: a report of each, and one page of all.</summary>
    public Task<int> SweepAsync(ScenarioFile file, SweepOrder sweep, CancellationToken stop) =>
        InFolderAsync(folderOf(file), folder => SweepAsync(file, sweep, folder, stop));

    private async Task<int> PlayAsync(ScenarioFile file, string folder, CancellationToken stop)
    {
        LabReport report = await RunAsync(file, order, stop);
        Write(folder, report);
        printer.Print(file, report, Path.Combine(folder, "report.html"));
        if (report.IsOk)
            return LabExit.Done;
        IReadOnlyList<FoundPrefix> found = await laboratory.FindPrefixesAsync(file, report, stop);
        if (found.Count > 0)
            Written(folder, () => ReportFolder.Write(folder, Failures.With(report, found)));
        printer.PrintFailure(file, report, found, order.Until);
        return LabExit.Failed;
    }

    private async Task<int> SweepAsync(ScenarioFile file, SweepOrder sweep, string folder, CancellationToken stop)
    {
        string path = sweep.PathIn(file);
        List<ScenarioFile> files = [.. sweep.Values.Select(value => SweepOrder.Apply(file, path, value))];
        List<SweepPoint> points = [];
        using SemaphoreSlim places = new(laboratory.AtOnce(order));
        List<Task<LabReport>> played = [.. files.Select(one => PlayInTurnAsync(one, places, stop))];
        foreach ((string value, Task<LabReport> one) in sweep.Values.Zip(played))
        {
            LabReport report = await one;
            points.Add(new(value, report));
            Write(Path.Combine(folder, FolderOf(value)), report);
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
        catch (Exception wrong) when (wrong is RealRunException or IOException)
        {
            throw new LabUsageException($"{file.Name}: {wrong.Message}");
        }
    }

    /// <summary>The folder is made before hours are played of which nothing could be kept, and is gone again if nothing is.</summary>
    private static async Task<int> InFolderAsync(string folder, Func<string, Task<int>> play)
    {
        bool isNew = !Directory.Exists(folder);
        Written(folder, () => Directory.CreateDirectory(folder));
        try
        {
            return await play(folder);
        }
        catch when (isNew && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            throw;
        }
    }

    private void Write(string folder, LabReport report)
    {
        Written(folder, () => ReportFolder.Write(folder, report));
        Reports++;
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
