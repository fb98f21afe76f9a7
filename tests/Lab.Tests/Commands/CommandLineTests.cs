using Streaming.Lab.Commands;
using Streaming.Lab.Tests.Scenarios;
using Streaming.Testing;

namespace Streaming.Lab.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_whose_expectations_hold_ends_with_0_and_leaves_a_report()
    {
        string scenario = Write("lan.yml", "expect:\n  - admitted == 1\n  - loss == 0%");
        (int code, string output, string errors) = await RunAsync(scenario, "--report", _folder.Path, "--until", "8s");
        Assert.Equal((0, ""), (code, errors));
        Assert.Matches("met admitted == 1 +admitted = 1\n", output);
        Assert.Contains("1 run of 8s: 1 session, ", output);
        Assert.All(["report.json", "junit.xml", "report.html"], name => Assert.True(File.Exists(Path.Combine(_folder.Path, name)), name));

        (code, output, errors) = await RunAsync("diff", _folder.Path, Path.Combine(_folder.Path, "report.json"));
        Assert.Equal((0, "", ""), (code, output, errors));
        (code, output, errors) = await RunAsync("explain", _folder.Path, "home.1");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("home.1", output);
        (code, _, errors) = await RunAsync("explain", _folder.Path, "home.2");
        Assert.Equal(2, code);
        Assert.StartsWith("there is no session 'home.2'", errors);
    }

    [Fact]
    public async Task A_run_whose_expectations_do_not_hold_ends_with_1_and_says_how_to_see_it_again()
    {
        string scenario = Write("lan.yml", "seed: 3\nexpect:\n  - startup_ms < 1");
        (int code, string output, _) = await RunAsync(scenario, "--report", _folder.Path, "--until", "4s");
        Assert.Equal(1, code);
        Assert.Matches("NOT startup_ms < 1 +startup_ms = ", output);
        Assert.Contains("'startup_ms < 1' fails from the start", output);
        Assert.Matches("FAILED lan: ./run lab .*lan.yml --seed 3 --repeat 1 --until 4s", output);
    }

    [Fact]
    public async Task A_sweep_is_one_table_one_page_and_a_report_of_each_value()
    {
        string scenario = Write("lan.yml", "");
        (int code, string output, string errors) = await RunAsync(
            scenario, "--report", _folder.Path, "--until", "4s", "--sweep", "rate=5..10Mb/s:5Mb/s");
        Assert.Equal((0, ""), (code, errors));
        string[] lines = output.Split('\n');
        Assert.StartsWith("links.lan.rate", lines[0]);
        Assert.StartsWith("5Mb/s", lines[1]);
        Assert.StartsWith("10Mb/s", lines[2]);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "sweep.html")));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "5Mb-s", "report.json")));
    }

    [Theory]
    [InlineData("lab: ", "nowhere")]
    [InlineData("nowhere.yml: there is no file 'nowhere.yml'", "nowhere.yml")]
    [InlineData("lab: ", "--threads")]
    [InlineData("lab: there is no option '--sped': './run lab --help'", "nowhere.yml", "--sped", "3")]
    [InlineData("lab: there is no option '-x': './run lab --help'", "check", "-x")]
    [InlineData("--threads 0: give 1 to 1024", "nowhere.yml", "--threads", "0")]
    [InlineData("--repeat 0: give 1 to 1000", "nowhere.yml", "--repeat", "0")]
    [InlineData("--until 8: give a time, such as 30s", "nowhere.yml", "--until", "8")]
    [InlineData("--sweep loss: give a key", "nowhere.yml", "--sweep", "loss")]
    [InlineData("nowhere: ", "diff", "nowhere", "nowhere")]
    [InlineData("nowhere: ", "explain", "nowhere", "home.1")]
    public async Task Wrong_usage_ends_with_2_and_one_line(string expected, params string[] arguments)
    {
        (int code, string output, string errors) = await RunAsync(arguments[0] == "nowhere" ? [] : arguments);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(expected, errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_film_that_is_none_is_one_line_that_names_it()
    {
        string scenario = Path.Combine(_folder.Path, "film.yml");
        File.WriteAllText(scenario, Written.Plain.Replace("film: {}", "film: {file: film.yml}", StringComparison.Ordinal));
        (int code, string output, string errors) = await RunAsync(scenario, "--report", _folder.Path);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"film: {scenario}: ", errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("./run lab <FILE>... [command] [options]", "--help")]
    [InlineData("./run lab all [options]", "all", "--help")]
    [InlineData("./run lab explain <REPORT> <SESSION> [options]", "explain", "--help")]
    public async Task Help_shows_what_is_typed(string usage, params string[] arguments)
    {
        (int code, string output, string errors) = await RunAsync(arguments);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains($"Usage:\n  {usage}\n", output);
    }

    [Fact]
    public async Task Checking_names_every_mistake_and_plays_nothing()
    {
        string good = Write("good.yml", ""), bad = Write("bad.yml", "repeat: 0\nseed: x");
        Assert.Equal((0, $"{good}: no mistakes; 1 × 1 runs, 0 expectations\n", ""), await RunAsync("check", good));
        (int code, string output, string errors) = await RunAsync("check", good, bad);
        Assert.Equal(1, code);
        Assert.StartsWith(good, output);
        Assert.Equal(["bad.yml:8", "bad.yml:9"], errors.TrimEnd().Split('\n').Select(line => string.Join(':', line.Split(':')[..2])));
    }

    [Fact]
    public async Task Who_interrupts_gets_130()
    {
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        StringWriter output = new(), errors = new();
        string scenario = Write("lan.yml", "");
        string reports = Path.Combine(_folder.Path, "reports");
        Assert.Equal(130, await LabCommandTree.RunAsync([scenario, "--report", reports], output, errors, stop.Token));
        Assert.Equal("lab: interrupted: no report was written", errors.ToString().Trim());
        Assert.False(Directory.Exists(reports));
    }

    [Fact]
    public async Task Keys_and_schema_come_from_the_same_table()
    {
        (int code, string output, _) = await RunAsync("keys");
        Assert.Equal(0, code);
        Assert.Contains("      correlation:       How much of a packet's is that of the one before.", output);
        Assert.Contains("\"correlation\": {", (await RunAsync("schema")).Output);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        StringWriter output = new() { NewLine = "\n" }, errors = new() { NewLine = "\n" };
        int code = await LabCommandTree.RunAsync(arguments, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }

    private string Write(string name, string more)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, $"{Written.Plain.ReplaceLineEndings("\n")}\n{more}\n");
        return path;
    }
}
