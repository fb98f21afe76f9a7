using Streaming.Qos.Booking;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Host.Configuration;
using Streaming.Testing;

namespace Streaming.Server.Tests.Configuration;

public sealed class QosConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];
    private IReadOnlyList<ConfigurationMistake> _mistakes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Links_and_subnets_are_lines_of_words()
    {
        ServerOptions options = Load("""
            qos:
              links:
                - floor2 100Mb/s via=uplink
                - uplink 1Gb/s reservable=80.5% buffer=2M delay=1ms
              subnets: ["10.2.0.0/16 floor2", "2001:db8::/32 uplink"]
              profiles: [gold guaranteed 5Mb/s depth=20k priority=7]
            """);

        Assert.Empty(_mistakes);
        Assert.Equal(
        [
            new("floor2", BitRate.Mbps(100), Ratio.Percent(80), new(2_500_000), TimeSpan.Zero, "uplink"),
            new("uplink", BitRate.Mbps(1_000), new(805_000_000), new(2_000_000), TimeSpan.FromMilliseconds(1)),
        ], options.Qos.Links);
        Assert.Equal([new("10.2.0.0/16", "floor2"), new("2001:db8::/32", "uplink")], options.Qos.Subnets);
        BookingProfile gold = Assert.Single(options.Qos.Profiles);
        Assert.Equal(("gold", ServiceClass.Guaranteed, BitRate.Mbps(5), new ByteCount(20_000), 7),
            (gold.Name, gold.Class, gold.Traffic.Rate, gold.Traffic.Depth, gold.Priority));
    }

    [Fact]
    public void Every_mistake_of_a_list_is_said_with_its_own_line()
    {
        Load("""
            qos:
              links:
                - uplink 1Gb/s
                - floor1
                - floor2 fast
                - floor3 1Gb/s reservable=120%
                - floor4 1Gb/s speed=3
                - floor5 1Gb/s very
                - floor 6 1Gb/s
                - floor7 1Gb/s delay=1ms delay=2ms
                - floor/8 1Gb/s
                - floor9 0
              subnets:
                - 10.2.0.0 uplink
                - 10.2.0.1/16 uplink
                - 10.2.0.0/16
            """);

        Assert.Equal(
        [
            "streaming.yml:4: the rate of the link is missing ('qos.links')",
            "streaming.yml:5: 'fast' is not a rate such as 20Mb/s or 500k, from 1kb/s to 1Tb/s ('qos.links')",
            "streaming.yml:6: 'reservable=120%' is not a share such as 80%, from 1% to 100% ('qos.links')",
            "streaming.yml:7: 'speed=' is not known here: there is reservable, buffer, delay, via ('qos.links')",
            "streaming.yml:8: 'very' is one word too many ('qos.links')",
            "streaming.yml:9: '6' is not a rate such as 20Mb/s or 500k, from 1kb/s to 1Tb/s ('qos.links')",
            "streaming.yml:10: 'delay' is given twice ('qos.links')",
            "streaming.yml:11: 'floor/8' is not a name (letters, digits, - and _, at most 64) ('qos.links')",
            "streaming.yml:12: '0' is not a rate such as 20Mb/s or 500k, from 1kb/s to 1Tb/s ('qos.links')",
            $"streaming.yml:14: '10.2.0.0' is not {ValueKinds.Network.Expected} ('qos.subnets')",
            $"streaming.yml:15: '10.2.0.1/16' is not {ValueKinds.Network.Expected} ('qos.subnets')",
            "streaming.yml:16: the name of the link is missing ('qos.subnets')",
        ], Said());
    }

    [Fact]
    public void Circles_unknown_links_and_names_given_twice_are_mistakes()
    {
        Load("""
            qos:
              links:
                - a 1M via=b
                - b 1M via=c
                - c 1M via=a
                - d 1M via=a
                - e 1M via=upllnk
                - uplink 1M
                - uplink 2M
                - memory 1M
                - self 1M via=self
            """);

        Assert.Equal(
        [
            "streaming.yml:3: links lead in a circle instead of to the server: 'a' via 'b' via 'c' via 'a' ('qos.links')",
            "streaming.yml:7: link 'e' goes via 'upllnk', which is not configured ('qos.links')",
            "streaming.yml:9: link 'uplink' is configured twice ('qos.links')",
            "streaming.yml:10: a link cannot be called 'memory': so is a limit that is none ('qos.links')",
            "streaming.yml:11: links lead in a circle instead of to the server: 'self' via 'self' ('qos.links')",
        ], Said());
    }

    [Fact]
    public void A_subnet_may_be_behind_a_link_from_anywhere_but_not_from_nowhere()
    {
        _environment["STREAMING__QOS__LINKS"] = "uplink 1Gb/s; floor2 100Mb/s via=uplink";
        Load("qos:\n  subnets:\n    - fd00::/8 floor2\n    - 10.0.0.0/8 floor3\n");
        Assert.Equal(
        [
            "streaming.yml:4: subnet '10.0.0.0/8' lives behind 'floor3', which is unknown ('qos.subnets')",
        ], Said());
    }

    [Fact]
    public void A_list_of_absurd_length_is_refused()
    {
        string links = string.Join(", ", Enumerable.Range(0, 1_001).Select(number => $"l{number} 1M"));
        Load($"qos:\n  links: [{links}]");
        Assert.Equal(["streaming.yml:2: 'qos.links' takes at most 1000 entries"], Said());
    }

    [Fact]
    public void Changed_links_take_effect_at_once()
    {
        ServerOptions running = Load("qos:\n  links: [uplink 1Gb/s]\n");
        ServerOptions wanted = Load("qos:\n  links: [uplink 500Mb/s]\n");
        ConfigurationChange change = ConfigurationChange.Between(running, wanted);
        Assert.Equal(["qos.links"], change.Applied);
        Assert.Equal(BitRate.Mbps(500), Assert.Single(change.Options.Qos.Links).Rate);
    }

    private IEnumerable<string> Said() => _mistakes.Select(mistake => mistake.ToString());

    private ServerOptions Load(string text)
    {
        File.WriteAllText(Path.Combine(_folder.Path, ConfigurationSources.DefaultFile), text);
        return new ConfigurationSources(null, _folder.Path, _folder.Path, _environment, []).Load(out _mistakes);
    }
}
