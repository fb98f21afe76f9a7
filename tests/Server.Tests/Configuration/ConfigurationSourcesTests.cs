using Microsoft.Extensions.Logging;
using Streaming.Server.Host.Configuration;
using Streaming.Testing;

namespace Streaming.Server.Tests.Configuration;

public sealed class ConfigurationSourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<Setting> _flags = [];
    private IReadOnlyList<ConfigurationMistake> _mistakes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_anything_given_the_defaults_hold()
    {
        ServerOptions options = Load();

        Assert.Empty(_mistakes);
        Assert.Equal(new ServerOptions { Data = Path.Combine(_folder.Path, "data"), Library = options.Library }, options);
        Assert.Empty(options.Library);
    }

    [Fact]
    public void The_written_file_holds_every_key_and_exactly_the_defaults()
    {
        string text = ConfigurationText.Write(new());
        IReadOnlyList<Setting> settings = ConfigurationFile.Read(text, "streaming.yml", _folder.Path, []);

        Assert.Equal(ConfigurationKeys.All.Select(key => key.Path), settings.Select(setting => setting.Path));
        Assert.All(settings, setting => Assert.Equal(ConfigurationKeys.Find(setting.Path)!.ValuesIn(new()), setting.Values));

        ServerOptions defaults = Load();
        Write(text);
        Assert.Equal(defaults, Load() with { Library = defaults.Library, Qos = defaults.Qos });
        Assert.Empty(_mistakes);
    }

    [Fact]
    public void The_sample_in_the_repository_is_the_written_file() =>
        Assert.Equal(ConfigurationText.Write(new()), File.ReadAllText(Path.Combine(Repository.Root, "samples", "streaming.yml")));

    [Fact]
    public void Every_key_is_changed_by_its_setting_and_no_other_is()
    {
        Dictionary<string, string> other = new()
        {
            ["host"] = "127.0.0.1", ["library"] = "/films", ["data"] = "/derived", ["rtsp.port"] = "1", ["rtsp.sessionTimeout"] = "2s",
            ["rtsp.headerTimeout"] = "3s", ["rtsp.requestLine"] = "400", ["rtsp.headers"] = "5k",
            ["rtsp.headerCount"] = "60", ["rtsp.body"] = "7k",
            ["rtp.port"] = "8", ["rtp.maxPacket"] = "900", ["http.port"] = "10",
            ["delivery.loops"] = "11", ["delivery.interleavedQueue"] = "120k",
            ["import.ladder"] = "480p:1300k", ["limits.sessions"] = "14",
            ["limits.connections"] = "15", ["limits.connectionsPerAddress"] = "16",
            ["qos.links"] = "up 17Mb/s reservable=18% buffer=19k delay=20ms", ["qos.subnets"] = "10.0.0.0/21 up", ["qos.lease"] = "22s",
            ["qos.maxRepairOverhead"] = "33%",
            ["qos.profiles"] = "gold guaranteed 23Mb/s depth=24k priority=6 longest=31s delay=32ms", ["limits.sessionsPerAddress"] = "25",
            ["limits.requestsPerSecond"] = "26", ["limits.bodyBytesPerSecond"] = "27k", ["limits.packetsPerSecond"] = "280",
            ["limits.channels"] = "34",
            ["limits.memory"] = "29M", ["limits.diskRate"] = "30Mb/s",
            ["log.format"] = "json", ["log.level"] = "debug",
        };
        foreach (ConfigurationKey<ServerOptions> key in ConfigurationKeys.All)
        {
            List<ConfigurationMistake> mistakes = [];
            ServerOptions changed = key.Apply(new(), new(key.Path, [other[key.Path]], "here", "/"), mistakes);
            Assert.Empty(mistakes);
            Assert.All(ConfigurationKeys.All, one =>
                Assert.Equal(one == key ? [other[key.Path]] : one.ValuesIn(new()), one.ValuesIn(changed)));
        }
    }

    [Fact]
    public void Flags_win_over_the_environment_and_that_over_the_file()
    {
        Write("""
            rtsp: { port: 1 }
            http: { port: 1 }
            log: { level: error }
            """);
        _environment["STREAMING__HTTP__PORT"] = "2";
        _environment["streaming__rtsp__port"] = "2";
        _flags.Add(new("rtsp.port", ["3"], "--rtsp", _folder.Path));

        ServerOptions options = Load();

        Assert.Empty(_mistakes);
        Assert.Equal(3, options.Rtsp.Port);
        Assert.Equal(2, options.Http.Port);
        Assert.Equal(LogLevel.Error, options.Log.Level);
    }

    [Fact]
    public void The_environment_separates_folders_as_a_path_does()
    {
        _environment["STREAMING__LIBRARY"] = $"films{Path.PathSeparator}/more";
        Assert.Equal([Path.Combine(_folder.Path, "films"), "/more"], Load().Library);
    }

    [Fact]
    public void Mistakes_outside_the_file_are_said_with_their_names()
    {
        _environment["STREAMING__RTSP__PROT"] = "1";
        _environment["STREAMING__HTTP__PORT"] = "http";
        _flags.Add(new("log.level", ["loud"], "--log-level", _folder.Path));
        Load();
        Assert.Equal(
        [
            "STREAMING__HTTP__PORT: 'http' is not a port number (0 to 65535; 0 = any free one) ('http.port')",
            "STREAMING__RTSP__PROT: unknown key 'RTSP.PROT'; did you mean 'rtsp.port'?",
            "--log-level: 'loud' is not one of trace, debug, info, warning, error, none ('log.level')",
        ], _mistakes.Select(mistake => mistake.ToString()));
    }

    [Fact]
    public void A_file_that_was_named_must_be_there()
    {
        new ConfigurationSources("other.yml", _folder.Path, _folder.Path, _environment, []).Load(out _mistakes);
        Assert.Equal("other.yml: no such file; 'serve --write-config' writes one with every default", Assert.Single(_mistakes).ToString());
    }

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.Path, ConfigurationSources.DefaultFile), text);

    private ServerOptions Load() => new ConfigurationSources(null, _folder.Path, _folder.Path, _environment, _flags).Load(out _mistakes);
}
