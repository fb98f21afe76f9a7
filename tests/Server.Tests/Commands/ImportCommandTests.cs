using Spectre.Console;
using Streaming.Server.Host.Commands;
using Streaming.Testing;

namespace Streaming.Server.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task A_broken_file_gets_its_line_and_the_others_go_on()
    {
        string broken = Path.Combine(_folder.Path, "broken.mp4");
        await File.WriteAllTextAsync(broken, "no film", TestContext.Current.CancellationToken);
        int code = await RunAsync("none", broken, TestClips.Find(TestClips.H264Aac), "/nowhere.mp4");
        Assert.Equal(1, code);
        Assert.StartsWith($"{broken}: not a media file", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("/nowhere.mp4: no such file", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, _errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("imported as 'h264_aac', 2 tracks, 0:01.6", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_and_probe_tell_what_each_track_asks_of_a_network()
    {
        string film = TestClips.Find(TestClips.H264Aac);
        Assert.Equal(0, await RunAsync("none", film));
        Assert.Equal(0, await new ProbeFileCommand(_output, _errors).RunAsync(film, TestContext.Current.CancellationToken));
        string[] lines = _output.ToString().Split('\n');
        int imported = Array.FindIndex(lines, line => line.StartsWith("  track ", StringComparison.Ordinal));
        int probed = Array.FindLastIndex(lines, line => line.StartsWith("  track ", StringComparison.Ordinal));

        Assert.True(imported >= 0 && imported < probed);
        Assert.Equal(lines[imported..(imported + 4)], lines[probed..(probed + 4)]);
        Assert.Matches(@"^  track( +(mean|peak|\d+ s ahead)){6} +σ\(1×\) +σ\(1.5×\) +σ\(2×\)$", lines[imported]);
        Assert.Matches(@"^  1 video source( +[\d.]+ [kM]b/s){6}( +[\d.]+ [kM]?B){3}$", lines[imported + 1]);
        Assert.Matches(@"^  2 audio \w+( +[\d.]+ [kM]b/s){6}( +[\d.]+ [kM]?B){3}$", lines[imported + 2]);
    }

    [Fact]
    public async Task A_probe_of_pictures_that_must_be_coded_anew_says_so_instead()
    {
        ProbeFileCommand probe = new(_output, _errors);
        Assert.Equal(0, await probe.RunAsync(TestClips.Find(TestClips.Mpeg4Mp3), TestContext.Current.CancellationToken));
        Assert.Contains("is known when it is transcoded: ./run import tells", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_time_nothing_is_to_be_done()
    {
        string film = TestClips.Find(TestClips.H264Aac);
        Assert.Equal(0, await RunAsync("none", film));
        Assert.Equal(0, await RunAsync("none", film));
        Assert.Contains($"{film}: unchanged", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _errors.ToString());
    }

    [Theory]
    [InlineData("720p", "--ladder: '720p' is not a rung")]
    [InlineData("none", "nothing to import")]
    public async Task Wrong_usage_is_told_apart_from_failure(string ladder, string why)
    {
        Assert.Equal(2, await RunAsync(ladder));
        Assert.StartsWith(why, _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_tells_how_each_part_will_be_delivered()
    {
        ProbeFileCommand probe = new(_output, _errors);
        Assert.Equal(0, await probe.RunAsync(TestClips.Find(TestClips.Vp8Vorbis), TestContext.Current.CancellationToken));
        Assert.Contains("vp8", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("sent as it is (VP8, RFC 7741)", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("transcoded to AAC, RFC 3640", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await probe.RunAsync("/nowhere.mp4", TestContext.Current.CancellationToken));
        Assert.Equal("/nowhere.mp4: no such file", _errors.ToString().Trim());
    }

    private Task<int> RunAsync(string ladder, params string[] files)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_output), Interactive = InteractionSupport.No });
        ImportCommand command = new(console, _output, _errors);
        return command.RunAsync(
            new ImportCommandOptions(files, [], Path.Combine(_folder.Path, "data"), ladder), TestContext.Current.CancellationToken);
    }
}
