using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Cli;

/// <summary>Commands that end by themselves.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("frobnicate", "Unrecognized command or argument 'frobnicate'")]
    [InlineData("serve --frobnicate", "Unrecognized command or argument '--frobnicate'")]
    [InlineData("serve --rtsp", "Required argument missing for option: '--rtsp'")]
    [InlineData("serve --rtsp ninety", "--rtsp: 'ninety' is not a port number (0 to 65535; 0 = any free one)")]
    [InlineData("serve --rtp 8001", "--rtp: '8001' is not an even port number")]
    [InlineData("serve --rtsp 1 --rtsp 2", "--rtsp: 'rtsp.port' takes one value")]
    [InlineData("serve --host example.org", "--host: 'example.org' is not an IP address")]
    [InlineData("serve --set rtsp.prot=1", "--set rtsp.prot: unknown key 'rtsp.prot'; did you mean 'rtsp.port'?")]
    [InlineData("check-config a b", "Unrecognized command or argument 'b'")]
    [InlineData("probe", "Required argument 'FILE' missing for command: 'probe'")]
    public async Task Wrong_usage_ends_with_2_and_one_line_that_says_what_was_wrong(string arguments, string expected)
    {
        (int exit, string output, string errors) = await ServerProgram.RunAsync(_folder.Path, arguments.Split(' '));
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.StartsWith(expected, errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n'));
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        (int exit, string output, _) = await ServerProgram.RunAsync(_folder.Path, "help");
        Assert.Equal(0, exit);
        Assert.All(["demo", "serve", "import", "play", "probe", "check-config", "bench"],
            command => Assert.Contains($"./run {command}", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_written_configuration_is_right_and_never_overwritten()
    {
        (int exit, string output, _) = await ServerProgram.RunAsync(_folder.Path, "serve", "--write-config");
        Assert.Equal((0, "wrote streaming.yml"), (exit, output));

        (exit, output, _) = await ServerProgram.RunAsync(_folder.Path, "check-config");
        Assert.Equal((0, "streaming.yml: no mistakes"), (exit, output));

        await File.AppendAllTextAsync(Path.Combine(_folder.Path, "streaming.yml"), "# mine\n", TestContext.Current.CancellationToken);
        (exit, _, string errors) = await ServerProgram.RunAsync(_folder.Path, "serve", "--write-config");
        Assert.Equal((1, "streaming.yml exists already: move it away, or name another with --config FILE"), (exit, errors));
    }

    [Fact]
    public async Task Every_mistake_of_a_configuration_is_said_with_its_line()
    {
        string file = Path.Combine(_folder.Path, "my.yml");
        await File.WriteAllTextAsync(file, "rtsp:\n  prot: 1\nhttp:\n  port: many\n", TestContext.Current.CancellationToken);
        string[] expected =
        [
            "my.yml:2: unknown key 'rtsp.prot'; did you mean 'rtsp.port'?",
            "my.yml:4: 'many' is not a port number (0 to 65535; 0 = any free one) ('http.port')",
        ];

        (int exit, _, string errors) = await ServerProgram.RunAsync(_folder.Path, "check-config", "my.yml");
        Assert.Equal(1, exit);
        Assert.Equal(expected, errors.Split('\n'));

        (exit, _, errors) = await ServerProgram.RunAsync(_folder.Path, "serve", "--config", "my.yml");
        Assert.Equal(1, exit);
        Assert.Equal(expected, errors.Split('\n'));
    }

    [Fact]
    public async Task A_library_that_is_not_there_is_said_to_be_missing()
    {
        (int exit, _, string errors) = await ServerProgram.RunAsync(
            _folder.Path, "serve", "--library", "films", "--rtsp", "0", "--rtp", "0", "--http", "0");
        Assert.Equal(1, exit);
        Assert.Equal($"there is no folder {Path.Combine(_folder.Path, "films")}: create it, or name another with --library DIR", errors);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_is_said_so()
    {
        string path = Path.Combine(_folder.Path, "data");
        await File.WriteAllTextAsync(path, "a file", TestContext.Current.CancellationToken);
        (int exit, _, string errors) = await ServerProgram.RunAsync(
            _folder.Path, "serve", "--library", ".", "--data", "data", "--rtsp", "0", "--rtp", "0", "--http", "0");
        Assert.Equal(1, exit);
        Assert.StartsWith($"the data folder {path} cannot be made: choose another with --data DIR", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n'));
    }

    [Fact]
    public async Task What_is_no_film_is_said_so_in_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "notes.mp4"), "no film", TestContext.Current.CancellationToken);
        (int exit, string output, string errors) = await ServerProgram.RunAsync(_folder.Path, "probe", "notes.mp4");
        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.StartsWith("notes.mp4: ", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);

        (exit, _, errors) = await ServerProgram.RunAsync(_folder.Path, "import", "notes.mp4", "--data", "data");
        Assert.Equal(1, exit);
        Assert.StartsWith("notes.mp4: ", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }
}
