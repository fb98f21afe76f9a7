using FsCheck;
using FsCheck.Fluent;
using Streaming.Server.Host.Configuration;
using Streaming.Testing;

namespace Streaming.Server.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    [Fact]
    public void Every_mistake_is_said_with_its_line()
    {
        List<string> mistakes = MistakesIn("""
            host: 300.1.2.3
            rtsp:
              prot: 9554
              headerTimeout: soon
              body: 64x
            rtp:
              port: 8001
            rpt:
              port: 1
            log:
              level: chatty
              format: xml
            """);

        Assert.Equal(
        [
            "streaming.yml:1: '300.1.2.3' is not an IP address, or * for all ('host')",
            "streaming.yml:3: unknown key 'rtsp.prot'; did you mean 'rtsp.port'?",
            "streaming.yml:4: 'soon' is not a duration such as 10s or 500ms, from 100ms to 10m ('rtsp.headerTimeout')",
            "streaming.yml:5: '64x' is not a size such as 64k or 50M, from 0 to 10M ('rtsp.body')",
            "streaming.yml:7: '8001' is not an even port number (0 to 65534; 0 = any free pair) ('rtp.port')",
            "streaming.yml:8: unknown section 'rpt'; did you mean 'rtp'?",
            "streaming.yml:11: 'chatty' is not one of trace, debug, info, warning, error, none ('log.level')",
            "streaming.yml:12: 'xml' is not one of text, json ('log.format')",
        ], mistakes);
    }

    [Theory]
    [InlineData("port: 1", "streaming.yml:1: unknown key 'port'; did you mean 'rtsp.port'?")]
    [InlineData("rtsp:\n  port: 1\n  port: 2", "streaming.yml:3: 'rtsp.port' is given twice (first in line 2)")]
    [InlineData("rtsp:\n  port: [1, 2]", "streaming.yml:2: 'rtsp.port' takes one value, not a list")]
    [InlineData("rtsp:\n  port:\n", "streaming.yml:2: 'rtsp.port' has no value")]
    [InlineData("rtsp: 8554", "streaming.yml:1: 'rtsp' is a section: its keys stand in the lines below, indented")]
    [InlineData("host:\n  port: 8554", "streaming.yml:1: 'host' is a key, not a section")]
    [InlineData("library: [a, [b]]", "streaming.yml:1: 'library' takes a plain value or a list of them")]
    [InlineData("- a\n- b", "streaming.yml:1: a configuration is a list of 'key: value' lines")]
    [InlineData("host: '*'\n---\nhost: '*'", "streaming.yml:2: a second document: only one is read")]
    [InlineData("host: &a '*'\ndata: *a", "streaming.yml:2: 'data' takes a plain value or a list of them")]
    [InlineData("rtsp:\n\tport: 1\n", "streaming.yml:2: a tab: indent with spaces")]
    [InlineData("? [a]\n: b\n", "streaming.yml:1: a key must be a plain word")]
    public void A_mistake_of_form_is_said_with_its_line(string text, string expected) => Assert.Equal([expected], MistakesIn(text));

    [Theory]
    [InlineData("host: '*\n", "streaming.yml:")]
    [InlineData("host: *\n", "streaming.yml:1: not YAML: ")]
    public void What_is_no_YAML_is_said_with_its_line(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Single(MistakesIn(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2147483648")]
    [InlineData("4294967296")]
    [InlineData("NaN")]
    [InlineData("1e3")]
    [InlineData("０")]
    public void A_count_out_of_range_is_refused(string number) =>
        Assert.Equal([$"streaming.yml:2: '{number}' is not a whole number from 1 to 1000000 ('limits.sessions')"],
            MistakesIn($"limits:\n  sessions: {number}"));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but comments\n")]
    [InlineData("---\n...\n")]
    [InlineData("rtsp:\n  # port: 1\nrtp:\n")]
    public void A_file_that_says_nothing_is_right(string text) => Assert.Empty(MistakesIn(text));

    [Fact]
    public void Depth_is_bounded()
    {
        Assert.Equal("streaming.yml:1: not YAML: nested deeper than 32", MistakesIn("data: " + new string('[', 100_000))[^1]);
        Assert.NotEmpty(MistakesIn(string.Concat(Enumerable.Range(0, 500).Select(depth => new string(' ', depth) + "a:\n"))));
    }

    [Fact]
    public void A_file_of_absurd_length_is_not_read() =>
        Assert.Equal(["streaming.yml: longer than 1000000 characters: not a configuration"], MistakesIn(new string('a', 1_000_001)));

    [Fact]
    public void Relative_folders_count_from_the_file()
    {
        string text = "library: [films, ../more, /abs/olute]";
        Setting setting = Assert.Single(ConfigurationFile.Read(text, "streaming.yml", "/etc/streaming", []));
        List<ConfigurationMistake> mistakes = [];
        ServerOptions options = ConfigurationKeys.Find("library")!.Apply(new(), setting, mistakes);
        Assert.Empty(mistakes);
        Assert.Equal(["/etc/streaming/films", "/etc/more", "/abs/olute"], options.Library);
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        string[] tokens =
        [
            "rtsp:", "\n", "  ", "port", ": ", "- ", "[", "]", "{", "}", "&a", "*a", "!!t", "'", "\"", "|", "#", "?", "1", "\0", "---",
            "...", "%",
        ];
        Gen<string> yaml = Gen.Elements(tokens).ListOf().Select(string.Concat);
        Gen<string> any = ArbMap.Default.GeneratorFor<string>().Where(text => text is not null);
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.OneOf(yaml, any).ToArbitrary(), text =>
        {
            List<ConfigurationMistake> mistakes = [];
            ConfigurationFile.Read(text, "f", "/", mistakes);
            return mistakes.TrueForAll(mistake => mistake.ToString().StartsWith("f:", StringComparison.Ordinal));
        }));
    }

    private static List<string> MistakesIn(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "streaming.yml"), text);
        new ConfigurationSources(null, folder.Path, folder.Path, new Dictionary<string, string>(), [])
            .Load(out IReadOnlyList<ConfigurationMistake> mistakes);
        return [.. mistakes.Select(mistake => mistake.ToString())];
    }
}
