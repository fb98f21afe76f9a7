using System.Net;
using System.Net.NetworkInformation;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;
using Streaming.Server.Host.Configuration;
using Streaming.Testing;

namespace Streaming.Server.Tests.Configuration;

public sealed class ChannelConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];
    private IReadOnlyList<ConfigurationMistake> _mistakes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_channel_is_a_section_of_its_name()
    {
        ServerOptions options = Load("""
            channels:
              cinema:
                label: Evening cinema
                play: [sample, tears-of-steel]
                loop: no
                group: 239.255.10.0
                port: 21000
                ttl: 4
                interface: lo
                announce: no
                format: both
                transportStream: 239.255.20.0:5000
                renditions: [720p, 480p]
                sounds: [en, de]
                parity: 8x4+rows
                delay: 1500ms
                maxDelay: 4s
                class: guaranteed
                priority: 7
                resend: 10%
                resendInAll: 50%
              news:
                schedule:
                  - 20:00 evening-news
                  - 2026-12-24T18:00 carols
                  - 2026-12-31T23:59:30+01:00 fireworks
                timeZone: Europe/Berlin
                gaps: allowed
                group: ff15::a:0
            """);

        Assert.Empty(Said());
        (ChannelSection cinema, ChannelSection news) = (options.Channels[0], options.Channels[1]);
        Assert.Equal(["streaming.yml:2", "streaming.yml:22"], options.Channels.Select(channel => channel.Origin));
        Assert.Equal(("Evening cinema", false, IPAddress.Parse("239.255.10.0"), 21_000, 4, "lo"),
            (cinema.Label, cinema.Loop, cinema.Group, cinema.Port, cinema.TimeToLive, cinema.Interface));
        Assert.Equal(["sample", "tears-of-steel"], cinema.Play);
        Assert.Equal((ChannelFormat.Both, IPEndPoint.Parse("239.255.20.0:5000"), ParityLayout.OfBoth(8, 4), ServiceClass.Guaranteed),
            (cinema.Format, cinema.TransportStream, cinema.Parity, cinema.Class));
        Assert.Equal((1_500, 4_000), (cinema.Delay.TotalMilliseconds, cinema.MostDelay.TotalMilliseconds));
        Assert.Equal(
        [
            new("evening-news", new StartTime.Daily(new(20, 0))),
            new("carols", new StartTime.Local(new(2026, 12, 24, 18, 0, 0))),
            new("fireworks", new StartTime.At(new(2026, 12, 31, 23, 59, 30, TimeSpan.FromHours(1)))),
        ], news.Schedule);
        Assert.True(news.AllowsGaps);
        Assert.Equal("Europe/Berlin", news.TimeZone);
    }

    [Fact]
    public void Every_badly_written_value_is_said_with_its_line()
    {
        Load("""
            channels:
              cinema:
                play: [sample, "../etc"]
                loop: maybe
                grup: 239.255.10.0
                group: 10.1.2.3
                port: 20001
                ttl: 0
                source: 239.1.1.1
                format: mpeg
                parity: 5
                delay: 0s
                timeZone: Mars/Olympus
                gaps: perhaps
                schedule:
                  - 20:00 film
                  - 25:00 film
                  - film
                  - 20:00 film twice
                transportStream: 239.255.20.0
            """);

        Assert.Equal(
        [
            $"streaming.yml:3: '../etc' is not {ChannelKinds.Title.Expected} ('channels.cinema.play')",
            "streaming.yml:4: 'maybe' is not yes or no ('channels.cinema.loop')",
            "streaming.yml:5: unknown key 'channels.cinema.grup'; did you mean 'channels.cinema.group'?",
            $"streaming.yml:6: '10.1.2.3' is not {ChannelKinds.Group.Expected} ('channels.cinema.group')",
            "streaming.yml:7: '20001' is not an even port number from 1024 to 65534 ('channels.cinema.port')",
            "streaming.yml:8: '0' is not a whole number from 1 to 255 ('channels.cinema.ttl')",
            "streaming.yml:9: '239.1.1.1' is not an IP address of this server, or '' ('channels.cinema.source')",
            "streaming.yml:10: 'mpeg' is not one of lanes, ts, both ('channels.cinema.format')",
            $"streaming.yml:11: '5' is not {ChannelKinds.Parity.Expected} ('channels.cinema.parity')",
            "streaming.yml:12: '0s' is not a duration such as 10s or 500ms, from 100ms to 60s ('channels.cinema.delay')",
            $"streaming.yml:13: 'Mars/Olympus' is not {ChannelKinds.TimeZone.Expected} ('channels.cinema.timeZone')",
            "streaming.yml:14: 'perhaps' is not one of allowed, mistake ('channels.cinema.gaps')",
            $"streaming.yml:17: '25:00' is not {ChannelKinds.Start.Expected} ('channels.cinema.schedule')",
            $"streaming.yml:18: 'film' is not {ChannelKinds.Start.Expected} ('channels.cinema.schedule')",
            "streaming.yml:19: 'twice' is one word too many ('channels.cinema.schedule')",
            $"streaming.yml:20: '239.255.20.0' is not {ChannelKinds.GroupAndPort.Expected} ('channels.cinema.transportStream')",
        ], Said());
    }

    [Fact]
    public void Channels_that_contradict_themselves_or_each_other_are_mistakes()
    {
        Load("""
            channels:
              empty:
              Big Room:
                play: [a]
                group: 239.255.0.0
              both:
                play: [a]
                schedule: ["20:00 a", "20:00 b"]
                group: 239.255.1.0
              hidden:
                play: [a]
                group: 232.1.0.0
              slow:
                play: [a]
                delay: 10s
                group: 239.255.2.0
              near:
                play: [a]
                group: 239.255.2.31
              nowhere:
                play: [a]
                group: 239.255.3.0
                interface: wire7
              last:
                play: [a]
                group: 239.255.4.0
                port: 65500
            """);

        Assert.Equal(
        [
            "streaming.yml:2: it plays nothing: 'play: [TITLE, TITLE]' gives it a list, 'schedule:' times ('channels.empty')",
            "streaming.yml:2: it has no group: 'group: 239.255.10.0' gives it one ('channels.empty')",
            "streaming.yml:3: 'Big Room' cannot stand in an address: write 'big-room' ('channels.Big Room')",
            "streaming.yml:8: it has a list and a schedule: 'play' or 'schedule', not both ('channels.both')",
            "streaming.yml:8: 'a' and 'b' begin at the same time, 20:00 ('channels.both')",
            "streaming.yml:10: 232.1.0.0 is source-specific: say from which address of this server it comes, or take a group of "
                + "239.0.0.0/8 or ff15::/16 ('channels.hidden')",
            "streaming.yml:15: the delay must be more than 0 and no more than 5 s ('channels.slow')",
            "streaming.yml:19: 239.255.2.31 is of channel 'slow' as well: keep 33 addresses free for each, "
                + "one for every stream there may be ('channels.near')",
            $"streaming.yml:23: this machine has no interface 'wire7'; it has {Interfaces()} ('channels.nowhere')",
            "streaming.yml:27: 65500 is not within 1024 and 65464: each lane has four ports ('channels.last')",
        ], Said());
    }

    private static string Interfaces() => string.Join(", ", NetworkInterface.GetAllNetworkInterfaces().Select(one => one.Name));

    [Fact]
    public void What_is_declared_by_the_environment_is_a_channel_as_well()
    {
        _environment["STREAMING__CHANNELS__CINEMA__PLAY"] = "a; b";
        _environment["STREAMING__CHANNELS__CINEMA__GROUP"] = "239.255.10.0";
        _environment["STREAMING__CHANNELS__CINEMA__MAXDELAY"] = "9s";
        ChannelSection channel = Assert.Single(Load("").Channels);
        Assert.Empty(Said());
        Assert.Equal(("cinema", 9), (channel.Name, channel.MostDelay.TotalSeconds));
        Assert.Equal(["a", "b"], channel.Play);
    }

    [Fact]
    public void The_example_in_the_written_file_is_a_channel_with_every_key()
    {
        string[] lines = ConfigurationText.Write(new()).Split('\n');
        int start = Array.IndexOf(lines, "  # cinema:");
        ServerOptions options = Load("channels:\n" + string.Join('\n', lines[start..].Select(Uncommented)));
        Assert.Empty(Said());
        Assert.Equal("cinema", Assert.Single(options.Channels).Name);
        Assert.All(ChannelKeys.All, key => Assert.Contains(lines, line => line.StartsWith($"  #   {key.Path}:", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_written_of_a_channel_is_read_back_as_the_same()
    {
        ServerOptions options = Load("""
            channels:
              news:
                schedule: ["20:00 a", "2026-12-24T18:00:30 b", "2026-12-24T18:00Z c"]
                group: ff35::8000:1
                source: ::1
                label: "it's 'news'"
                timeZone: Asia/Ho_Chi_Minh
                gaps: allowed
                texts: [vi]
            """);
        Assert.Empty(Said());
        ServerOptions again = Load(ConfigurationText.Write(options));
        Assert.Empty(Said());
        Assert.True(ChannelKeys.AreSame(options.Channels[0], Assert.Single(again.Channels)));
    }

    [Fact]
    public void Only_channels_that_changed_are_told_of_as_changed()
    {
        const string Other = "  other: { play: [b], group: 239.255.11.0 }\n";
        ServerOptions running = Load($"channels:\n  cinema: {{ play: [a], group: 239.255.10.0 }}\n{Other}");
        ServerOptions wanted = Load($"# a line more\nchannels:\n  cinema: {{ play: [a, b], group: 239.255.10.0 }}\n{Other}");
        ConfigurationChange change = ConfigurationChange.Between(running, wanted);
        Assert.Equal(["channels.cinema"], change.Applied);
        Assert.Equal(["a", "b"], change.Options.Channels[0].Play);
        Assert.Empty(ConfigurationChange.Between(wanted, wanted).Applied);
        Assert.Equal(["channels.cinema", "channels.other"], ConfigurationChange.Between(running, new()).Applied);
    }

    [Fact]
    public void There_are_no_more_channels_than_the_limit()
    {
        Load("""
            limits: { channels: 1 }
            channels:
              a: { play: [a], group: 239.255.10.0 }
              b: { play: [a], group: 239.255.11.0 }
            """);
        Assert.Equal(["streaming.yml:4: more than 1 channels: 'limits.channels' says how many there may be"], Said());
    }

    private static string Uncommented(string line) => line.StartsWith("  # ", StringComparison.Ordinal) ? $"  {line[4..]}" : line;

    private IEnumerable<string> Said() => _mistakes.Select(mistake => mistake.ToString());

    private ServerOptions Load(string text)
    {
        File.WriteAllText(Path.Combine(_folder.Path, ConfigurationSources.DefaultFile), text);
        return new ConfigurationSources(null, _folder.Path, _folder.Path, _environment, []).Load(out _mistakes);
    }
}
