using System.Diagnostics;
using System.Globalization;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Lab;

/// <summary>Ctrl-C while the lab plays: it ends at once, says so in a line, and leaves nothing behind.</summary>
public sealed class InterruptTests : IDisposable
{
    private const string Scenario = """
        for: 24h
        links:
          lan: {rate: 100Mb/s}
        titles:
          film: {for: 1min, rate: 1Mb/s}
        viewers:
          home: {count: 10, behind: lan, arrive: {every: 1h}, watch: film}
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Reports => Path.Combine(_folder.Path, "reports");

    private string Temporary => Path.Combine(_folder.Path, "temporary");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_in_virtual_time_ends_at_once()
    {
        using Process lab = Start("--exact");
        await UntilAsync(lab, () => Directory.Exists(Reports));

        await EndsAsync(lab);
    }

    [Fact]
    public async Task A_run_on_sockets_ends_at_once_and_so_does_its_server()
    {
        using Process lab = Start("--real");
        string? line;
        do
            Assert.NotNull(line = await lab.StandardError.ReadLineAsync(Stop));
        while (!line.StartsWith("the server is there", StringComparison.Ordinal));
        int server = Assert.Single(ChildrenOf(lab.Id));
        Assert.NotEmpty(Directory.EnumerateDirectories(Temporary, "streaming-lab-*"));

        await EndsAsync(lab);
        Assert.False(Directory.Exists($"/proc/{server}"), "the server is still there");
        Assert.Empty(Directory.EnumerateDirectories(Temporary, "streaming-lab-*"));
    }

    /// <summary>With an ear for Ctrl-C, which whatever a script starts in the background has not.</summary>
    private Process Start(string how)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: processes and their signals are looked at as Linux shows them");
        string file = Path.Combine(_folder.Path, "long.yml");
        File.WriteAllText(file, Scenario);
        Directory.CreateDirectory(Temporary);
        string[] arguments = ["--default-signal=INT", "dotnet", RunningServer.Program("Streaming.Lab"), file, how, "--report", Reports];
        ProcessStartInfo start = new("env", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TMPDIR"] = Temporary },
        };
        return Process.Start(start)!;
    }

    private static async Task UntilAsync(Process lab, Func<bool> isSo)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(waited.Elapsed < Patience && !lab.HasExited, "it never began");
            await Task.Delay(20, Stop);
        }
    }

    private async Task EndsAsync(Process lab)
    {
        Stopwatch waited = Stopwatch.StartNew();
        using Process kill = Process.Start("kill", ["-INT", lab.Id.ToString(CultureInfo.InvariantCulture)]);
        try
        {
            await lab.WaitForExitAsync(Stop).WaitAsync(Patience, Stop);
        }
        finally
        {
            lab.Kill(entireProcessTree: true);
        }

        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal(130, lab.ExitCode);
        Assert.Equal("lab: interrupted: no report was written\n", await lab.StandardError.ReadToEndAsync(Stop));
        Assert.Equal("", await lab.StandardOutput.ReadToEndAsync(Stop));
        Assert.False(Directory.Exists(Reports), "half a report is left");
    }

    private static IReadOnlyList<int> ChildrenOf(int process) =>
    [
        .. Directory.EnumerateDirectories($"/proc/{process}/task").SelectMany(task => File.ReadAllText($"{task}/children").Split(' '))
            .Where(child => child.Length > 0).Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
    ];
}
