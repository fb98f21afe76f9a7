using System.CommandLine;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Scenarios.Tables;
using Streaming.Server.Host.Commands;

namespace Streaming.Lab.Commands;

/// <summary>The command line of <c>lab FILE…</c> and <c>lab all</c>.</summary>
internal sealed class PlayArguments
{
    /// <summary>As many as nobody waits for.</summary>
    private const int MostThreads = 1_024;

    private readonly Option<bool> _real = new("--real")
    {
        Description = "On this machine's sockets, with a server in a process of its own, by the clock",
    };

    private readonly Option<ulong?> _seed = new("--seed") { HelpName = "N", Description = "Of the first run, instead of the scenario's" };

    private readonly Option<int?> _repeat = new("--repeat") { HelpName = "N", Description = "How many runs, each with the next seed" };

    private readonly Option<string?> _report = new("--report")
    {
        HelpName = "DIR", Description = "Where the report goes; of several scenarios each to a folder of its name in it",
    };

    private readonly Option<int?> _threads = new("--threads") { HelpName = "N", Description = "Runs at once; as many as processors" };

    private readonly Option<string?> _until = new("--until") { HelpName = "TIME", Description = "Only so much of each run, such as 30s" };

    private readonly Option<bool> _exact = new("--exact")
    {
        Description = "Packet by packet, even where equal sessions can be played once for all",
    };

    private readonly Option<string?> _sweep = new("--sweep")
    {
        HelpName = "KEY=FROM..TO:STEP", Description = "Plays it for each value of a key, such as loss=0..10%:0.5%; one table and one plot",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Says only what failed" };

    /// <summary>To the lab's own command, with the files to play.</summary>
    public static void AddTo(Command lab)
    {
        PlayArguments arguments = new();
        Argument<string[]> files = ScenarioArgument.Create();
        lab.Add(files);
        arguments.AddOptions(lab);
        lab.SetAction((parsed, stop) => arguments.RunAsync(parsed, parsed.GetValue(files)!, stop));
    }

    public static Command CreateAll()
    {
        PlayArguments arguments = new();
        Command all = new("all", "Plays every scenario of samples/scenarios.");
        arguments.AddOptions(all);
        all.SetAction((parsed, stop) => arguments.RunAsync(parsed, ReadyScenarios.Files(), stop));
        return all;
    }

    private void AddOptions(Command command)
    {
        foreach (Option option in (Option[])[_real, _seed, _repeat, _report, _threads, _until, _exact, _sweep, _quiet])
            command.Add(option);
    }

    private async Task<int> RunAsync(ParseResult parsed, IReadOnlyList<string> paths, CancellationToken stop)
    {
        InvocationConfiguration streams = parsed.InvocationConfiguration;
        LabOrder order = Order(parsed);
        SweepOrder? sweep = parsed.GetValue(_sweep) is { } text ? SweepOrder.Parse(text) : null;
        List<ScenarioFile> files = [];
        bool isRight = true;
        foreach (string path in paths)
        {
            if (ScenarioReader.Read(path, out IReadOnlyList<ScenarioMistake> mistakes) is { } file)
                files.Add(file);
            isRight &= mistakes.Count == 0;
            foreach (ScenarioMistake mistake in mistakes)
                await streams.Error.WriteLineAsync(mistake.ToString());
        }

        if (!isRight)
            return LabExit.WrongUsage;
        bool isQuiet = parsed.GetValue(_quiet);
        Action<string> notice = isQuiet ? _ => { } : streams.Error.WriteLine;
        IRunPlayer player = parsed.GetValue(_real) ? new RealPlayer(notice) : new VirtualPlayer(parsed.GetValue(_exact), notice);
        PlayCommand command = new(new(player), order, new(streams.Output, isQuiet), ReportsOf(parsed.GetValue(_report), files.Count));
        int worst = LabExit.Done;
        try
        {
            foreach (ScenarioFile file in files)
                worst = Math.Max(worst, sweep is null ? await command.PlayAsync(file, stop) : await command.SweepAsync(file, sweep, stop));
            return worst;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            string reports = command.Reports switch
            {
                0 => "no report was written",
                1 => "1 report had been written",
                var some => FormattableString.Invariant($"{some} reports had been written"),
            };
            await streams.Error.WriteLineAsync($"lab: interrupted: {reports}");
            return LabExit.Interrupted;
        }
    }

    private LabOrder Order(ParseResult parsed)
    {
        TimeSpan? until = null;
        if (parsed.GetValue(_until) is { } text)
        {
            until = DurationText.TryParse(text, out TimeSpan time) && time > TimeSpan.Zero
                ? time : throw new LabUsageException($"--until {text}: give a time, such as 30s");
        }

        int threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount;
        if (threads is < 1 or > MostThreads)
            throw new LabUsageException(FormattableString.Invariant($"--threads {threads}: give 1 to {MostThreads}"));
        int? repetitions = parsed.GetValue(_repeat);
        if (repetitions is < 1 or > Limits.Repetitions)
            throw new LabUsageException(FormattableString.Invariant($"--repeat {repetitions}: give 1 to {Limits.Repetitions}"));
        return new() { Seed = parsed.GetValue(_seed), Repetitions = repetitions, Until = until, Threads = threads };
    }

    /// <summary>The folder of each scenario's report.</summary>
    private static Func<ScenarioFile, string> ReportsOf(string? given, int files)
    {
        string folder = Path.GetFullPath(given ?? Path.Combine(HomeFolder.Path, "artifacts", "lab", "reports"));
        return file => given is not null && files == 1 ? folder : Path.Combine(folder, file.Name);
    }
}
