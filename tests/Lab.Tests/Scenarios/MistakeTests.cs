using Streaming.Lab.Scenarios;
using Streaming.Testing;

namespace Streaming.Lab.Tests.Scenarios;

/// <summary>Every mistake is one line that names the file, the line, what is wrong and what to write.</summary>
public sealed class MistakeTests
{
    private const string Links = """
        for: 10s
        titles: {film: {for: 1min, renditions: {source: 2Mb/s, low: 1Mb/s}}}
        viewers: {home: {behind: lan, watch: film, count: 10}}
        links:

        """;

    private const string Whole = """
        for: 10s
        links: {lan: {rate: 10Mb/s}, wifi: {via: lan, each: yes}}
        titles: {film: {for: 1min, renditions: {source: 2Mb/s, low: 1Mb/s}}}
        channels: {lobby: {play: [film]}}
        viewers:
          home: {behind: lan, watch: film, count: 10}

        """;

    private const string Film = "{for: 1min, renditions: {source: 2Mb/s, low: 1Mb/s}}";

    public static TheoryData<string, string> OfLinks => new()
    {
        { "  lan: {rate: -1Mb/s}", "5: '-1Mb/s' is not a rate such as 20Mb/s or 500k, from 1kb/s to 1Tb/s, or none ('links.lan.rate')" },
        { "  lan: {rate: 10Mb/s, dealy: 1ms}", "5: unknown key 'dealy' of a link; did you mean 'delay'? ('links.lan')" },
        {
            "  lan: {rate: 10Mb/s, zzz: 1ms}",
            "5: unknown key 'zzz' of a link; there are via, each, discipline, slot, declared, reservable, rate, delay, "
            + "queue, jitter, loss, reorder, duplicate, corrupt, down ('links.lan')"
        },
        { "  lan: {delay: 1}", "5: '1' is not a duration such as 10s or 500ms, from 0ms to 10s ('links.lan.delay')" },
        { "  lan: {delay: 1min}", "5: '1min' is not a duration such as 10s or 500ms, from 0ms to 10s ('links.lan.delay')" },
        { "  lan: {loss: 101%}", "5: '101%' is not a share such as 80%, from 0% to 100% ('links.lan.loss')" },
        {
            "  lan: {loss: {burst: 5}}",
            "5: give one of these: 'mean' (with 'burst' or without), 'worsens' and 'mends', or 'trace' ('links.lan.loss')"
        },
        {
            "  lan: {loss: {mean: 2%, worsens: 1%, mends: 2%}}",
            "5: give one of these: 'mean' (with 'burst' or without), 'worsens' and 'mends', or 'trace' ('links.lan.loss')"
        },
        {
            "  lan: {loss: {worsens: 1%}}",
            "5: a chain of two states needs 'worsens' and 'mends': the chances that a bad state follows a good one, and "
            + "back ('links.lan.loss')"
        },
        { "  lan: {loss: {trace: nowhere.txt}}", "5: there is no file 'nowhere.txt' beside the scenario ('links.lan.loss')" },
        { "  lan: {loss: {mean: 2%, burst: 0.5}}", "5: '0.5' is not a number from 1 to 10000 ('links.lan.loss.burst')" },
        { "  lan: {jitter: {correlation: 1, spread: 1ms}}", "5: '1' is not a number from 0 to 0.999 ('links.lan.jitter.correlation')" },
        {
            "  lan: {jitter: {shape: gauss, spread: 1ms}}",
            "5: 'gauss' is not one of uniform, normal, exponential ('links.lan.jitter.shape')"
        },
        {
            "  lan: {jitter: {shape: normal}}",
            "5: jitter needs 'spread': a duration such as 10s or 500ms, from 0ms to 10s ('links.lan.jitter')"
        },
        { "  lan: {queue: 100}", "5: '100' is not a size such as 64k or 50M, from 1500 to 1G ('links.lan.queue')" },
        { "  lan: {discipline: slots}", "5: slots hold what the rate brings in their time: give 'rate: 20Mb/s' ('links.lan')" },
        {
            "  lan: {discipline: slots, rate: 1Mb/s}",
            "5: a slot of 1ms at 1Mb/s holds 125 bytes, no packet of 1500: make 'slot' or 'rate' larger ('links.lan')"
        },
        {
            "  lan: {discipline: slots, rate: 20Mb/s}\nevents: [{at: 1s, link: lan, rate: none}]",
            "6: slots hold what the rate brings in their time: give 'rate: 20Mb/s' ('events.1')"
        },
        {
            "  lan: {discipline: slots, rate: 20Mb/s}\nevents: [{at: 1s, link: lan, rate: 1Mb/s}]",
            "6: a slot of 1ms at 1Mb/s holds 125 bytes, no packet of 1500: make 'slot' or 'rate' larger ('events.1')"
        },
        { "  lan: {declared: yes}", "5: a link that is declared needs a rate: give 'rate: 20Mb/s' ('links.lan.declared')" },
        { "  lan: {each: maybe}", "5: 'maybe' is not yes or no ('links.lan.each')" },
        {
            "  lan: [1, 2]",
            "5: not a link: its keys (via, each, discipline, slot, declared, reservable, rate, delay, queue, jitter, loss, "
            + "reorder, duplicate, corrupt, down) stand in the lines below, indented ('links.lan')"
        },
        {
            "  lan: 10Mb/s",
            "5: not a link: its keys (via, each, discipline, slot, declared, reservable, rate, delay, queue, jitter, loss, "
            + "reorder, duplicate, corrupt, down) stand in the lines below, indented ('links.lan')"
        },
        { "  lan: {via: wan}", "5: there is no link 'wan'; did you mean 'lan'? ('links.lan.via')" },
        {
            "  lan: {via: b}\n  b: {via: c}\n  c: {via: lan}",
            "5: a cycle: b → c → lan → b; a link leads towards the server ('links.lan.via')"
        },
        { "  lan: {via: lan}", "5: a cycle: lan → lan; a link leads towards the server ('links.lan.via')" },
        { "  lan: {each: yes}\n  b: {via: lan}", "6: everybody has a 'lan' of his own: only viewers lie behind it ('links.b.via')" },
        { "  lan: {}\n  lan: {}", "6: 'lan' is given twice (first in line 5)" },
        {
            "  'a b': {}\n  lan: {}",
            "5: 'a b' is no name for a link: letters, digits, - and _, at most 64, not all of them digits ('links')"
        },
        { "  12: {}\n  lan: {}", "5: '12' is no name for a link: letters, digits, - and _, at most 64, not all of them digits ('links')" },
        { "  LAN: {}", "3: there is no link 'lan'; did you mean 'LAN'? ('viewers.home.behind')" },
        { "  lan: {rate:}", "5: unknown key 'rate:' of a link; did you mean 'rate'? ('links.lan')" },
        { "  lan: &a {}", "5: anchors, aliases and tags (&, *, !) are not for scenarios: write it out, in quotes where it begins so" },
        { "  lan: {rate: 10Mb/s", "6: not YAML: While parsing a flow mapping, did not find expected ',' or '}'" },
        { "\tlan: {}", "5: a tab: indent with spaces" },
    };

    [Theory, MemberData(nameof(OfLinks))]
    public void What_is_wrong_with_a_link_is_said_where_it_stands(string text, string mistakes) =>
        Assert.Equal(mistakes.Split('\n'), Written.Mistakes(Links + text));

    public static TheoryData<string, string> OfTitles => new()
    {
        { "{rate: none, sound: none}", "3: neither picture nor sound: give it a 'rate' or a 'sound' ('titles.film')" },
        {
            "{rate: 1Mb/s, renditions: {source: 1Mb/s}}",
            "3: 'rate' or 'renditions', not both: 'rate' is for a film of one ('titles.film')"
        },
        {
            "{renditions: {high: 1Mb/s}}",
            "3: the first rendition is the film as it was imported: call it 'source', not 'high' ('titles.film')"
        },
        {
            "{renditions: {source: 1Mb/s, better: 2Mb/s}}",
            "3: 'better' needs no less than 'source' before it: the best stands first ('titles.film')"
        },
        { "{gop: 1.01s}", "3: 'gop' is no whole number of pictures at 25 a second: 2s is one ('titles.film')" },
        { "{file: nowhere.mp4}", "3: there is no file 'nowhere.mp4' beside the scenario ('titles.film')" },
        {
            "{file: sample, rate: 1Mb/s}",
            "3: a file is what it is: leave the other keys out, or leave 'file' out and have a film made by them ('titles.film')"
        },
        { "{for: 0s}", "3: '0s' is not a duration such as 10s or 500ms, from 1s to 24h ('titles.film.for')" },
        { "{frames: 1000}", "3: '1000' is not a whole number from 1 to 120 ('titles.film.frames')" },
        {
            "{languages: en}",
            "3: not a list of languages: write it in brackets, or each in a line of its own behind '- ' ('titles.film.languages')"
        },
        { "{languages: [e]}", "3: 'e' is not a language such as en or pt-BR ('titles.film.languages.1')" },
    };

    [Theory, MemberData(nameof(OfTitles))]
    public void What_is_wrong_with_a_title_is_said_where_it_stands(string text, string mistakes) =>
        Assert.Equal(mistakes.Split('\n'), Written.Mistakes(Whole.Replace(Film, text)));

    public static TheoryData<string, string> OfViewers => new()
    {
        { "  out: {behind: lan}", "7: who comes watches something: 'watch: TITLE' or 'channel: NAME', one of them ('viewers.out')" },
        { "  out: {watch: film}", "7: an audience needs 'behind': the name of a link ('viewers.out')" },
        {
            "  out: {behind: lan, watch: film, channel: lobby}",
            "7: who comes watches something: 'watch: TITLE' or 'channel: NAME', one of them ('viewers.out')"
        },
        { "  out: {behind: lan, watch: fillm}", "7: there is no title 'fillm'; did you mean 'film'? ('viewers.out.watch')" },
        { "  out: {behind: lan, channel: hall}", "7: there is no channel 'hall'; there is lobby ('viewers.out.channel')" },
        {
            "  out: {behind: lan, watch: film, count: 1000000000}",
            "7: '1000000000' is not a whole number from 1 to 100000 ('viewers.out.count')"
        },
        { "  out: {behind: lan, watch: film, count: 99995}", "7: 100005 viewers in all: 100000 are the most ('viewers.out.count')" },
        {
            "  out: {behind: lan, watch: film, arrive: 10s}",
            "7: nobody comes: the first would at 10s, when the run is over ('viewers.out.arrive')"
        },
        {
            "  out: {behind: lan, watch: film, arrive: {every: 1s, poisson: 2s}}",
            "7: give one of every, poisson, crowd ('viewers.out.arrive')"
        },
        {
            "  out: {behind: lan, watch: film, ask: {accept: [480p]}}",
            "7: there is no rendition '480p'; there are source, low ('viewers.out.ask.accept.1')"
        },
        {
            "  out: {behind: lan, watch: film, ask: {class: best}}",
            "7: 'best' is not one of guaranteed, controlled-load, best-effort ('viewers.out.ask.class')"
        },
        {
            "  out: {behind: lan, watch: film, ask: {priority: 10}}",
            "7: '10' is not a whole number from 0 to 9 ('viewers.out.ask.priority')"
        },
        {
            "  out: {behind: lan, watch: film, repair: sometimes}",
            "7: 'sometimes' is not auto, off or a layout such as 10x5, 10x0 or 10x5+rows ('viewers.out.repair')"
        },
        {
            "  out: {behind: lan, watch: film, repair: 100x100}",
            "7: '100x100' is not auto, off or a layout such as 10x5, 10x0 or 10x5+rows ('viewers.out.repair')"
        },
        { "  out: {behind: lan, watch: film, stay: {}}", "7: a stay is 'for: 5m' or 'about: 5m' ('viewers.out.stay')" },
        {
            "  out: {behind: lan, watch: film, clock: fast}",
            "7: 'fast' is not a skew such as 200ppm or -50ppm, at most 1000ppm ('viewers.out.clock')"
        },
        {
            "  out: {behind: lan, watch: film, do: [{after: 1s}]}",
            "7: a step is 'after' and one of seek, pause, ask, leave, vanish ('viewers.out.do.1')"
        },
        {
            "  out: {behind: lan, watch: film, do: [{after: 1s, seek: 2min}]}",
            "7: a seek behind the end: 'film' is 60s long ('viewers.out.do.1')"
        },
        {
            "  out: {behind: lan, watch: film, do: [{after: 1s, pause: 5s}, {after: 4s, seek: 2s}]}",
            "7: it pauses until 6s ('viewers.out.do.2')"
        },
        {
            "  out: {behind: lan, watch: film, do: [{after: 5s, seek: 2s}, {after: 4s, leave: yes}]}",
            "7: who is gone after 4s does nothing any more ('viewers.out.do.1')"
        },
        {
            "  out: {behind: lan, watch: film, do: [{after: 5s, seek: 2s, leave: yes}]}",
            "7: a step is 'after' and one of seek, pause, ask, leave, vanish ('viewers.out.do.1')"
        },
        {
            "  out: {behind: lan, channel: lobby, do: [{after: 5s, pause: 2s}]}",
            "7: a channel is the same for all: nobody seeks in it or pauses it ('viewers.out.do.1')"
        },
        {
            "  out: {behind: lan, channel: lobby, interleave: yes}",
            "7: 'interleave', 'language' and 'rendition' are for who watches a title: a channel is the same for all ('viewers.out')"
        },
    };

    [Theory, MemberData(nameof(OfViewers))]
    public void What_is_wrong_with_an_audience_is_said_where_it_stands(string text, string mistakes) =>
        Assert.Equal(mistakes.Split('\n'), Written.Mistakes(Whole + text));

    public static TheoryData<string, string> OfTheRest => new()
    {
        { "viewers: {}", "7: 'viewers' is given twice (first in line 5)" },
        { "viwers: {}", "7: unknown key 'viwers' of a scenario; did you mean 'viewers'?" },
        { "expect: [admitted >= 11]", "7: 'admitted >= 11': there are 10 viewers: admitted is never >= 11" },
        { "expect: [stals == 0]", "7: 'stals == 0': there is no metric 'stals'; did you mean 'stalls'?" },
        { "expect: [loss < 120%]", "7: 'loss < 120%': loss is never above 100 %: < 120 % cannot be meant" },
        { "expect: [stalls == 0 in with]", "7: 'stalls == 0 in with': this scenario has no variants: leave out 'in with'" },
        {
            "expect: stalls == 0",
            "7: not a list of expectations: write it in brackets, or each in a line of its own behind '- ' ('expect')"
        },
        { "seed: -1", "7: '-1' is not a whole number from 0 to 18446744073709551615 ('seed')" },
        { "repeat: 0", "7: '0' is not a whole number from 1 to 1000 ('repeat')" },
        { "repeat: 100000", "7: '100000' is not a whole number from 1 to 1000 ('repeat')" },
        { "events: [{at: 1s}]", "7: an event is of one of these: 'link', 'server', 'viewers' ('events.1')" },
        { "events: [{at: 1s, link: lan}]", "7: nothing becomes of the link: give a key of a link, such as 'rate' or 'down' ('events.1')" },
        { "events: [{at: 1s, link: wan, down: yes}]", "7: there is no link 'wan'; did you mean 'lan'? ('events.1.link')" },
        { "events: [{at: 11s, link: lan, down: yes}]", "7: nothing happens then: the run is over after 10s ('events.1.at')" },
        {
            "events: [{at: 1s, link: lan, down: yes}, {at: 1s, link: lan, delay: 1ms}]",
            "7: 'lan' changes at 1s already: write both into one event ('events.2')"
        },
        {
            "events: [{at: 1s, link: lan, rate: 1Mb/s, told: yes}]",
            "7: the server knows nothing of 'lan': give it 'declared: yes' ('events.1.told')"
        },
        {
            "events: [{at: 1s, link: lan, discipline: priority}]",
            "7: unknown key 'discipline' of an event; there are at, link, told, server, viewers, clock, rate, delay, queue, jitter, loss, "
            + "reorder, duplicate, corrupt, down ('events.1')"
        },
        { "events: [{at: 1s, link: lan, delay: 1ms, told: yes}]", "7: 'told' tells the server of a rate: give 'rate' ('events.1')" },
        { "events: [{at: 1s, server: started}]", "7: the server runs: nobody has killed it before ('events.1.server')" },
        { "events: [{at: 1s, server: dead}]", "7: 'dead' is not one of killed, started ('events.1.server')" },
        {
            "events: [{at: 1s, server: killed}, {at: 2s, server: killed}]",
            "7: the server is dead: nobody has started it again ('events.2.server')"
        },
        { "events: [{at: 1s, viewers: home}]", "7: 'viewers' and 'clock' go together: the clocks of an audience jump ('events.1')" },
        { "events: [{at: 1s, viewers: hoem, clock: 1s}]", "7: there is no audience 'hoem'; did you mean 'home'? ('events.1.viewers')" },
        {
            "traffic: {flood: {behind: lan}}",
            "7: traffic needs 'rate': a rate such as 20Mb/s or 500k, from 1kb/s to 100Gb/s ('traffic.flood')"
        },
        {
            "traffic: {flood: {behind: wifi, rate: 1Mb/s}}",
            "7: everybody has a 'wifi' of his own: traffic goes behind a link that is shared ('traffic.flood.behind')"
        },
        {
            "traffic: {flood: {behind: lan, rate: 1Mb/s, policed: yes}}",
            "7: 'policed' holds it to a contract: give 'contract: {rate, depth}' ('traffic.flood')"
        },
        {
            "traffic: {flood: {behind: lan, rate: 1Mb/s, contract: {rate: 1Mb/s, depth: 100}}}",
            "7: b=100 is below M=1200: the bucket must hold the largest packet; raise b or lower M ('traffic.flood')"
        },
        { "variants: {a: {lnks.lan.rate: 1Mb/s}}", "7: 'lnks' is no key of a scenario; did you mean 'links'? ('variants.a')" },
        {
            "variants: {a: {links.lan.rate: 0}}",
            "7: '0' is not a rate such as 20Mb/s or 500k, from 1kb/s to 1Tb/s, or none ('links.lan.rate') in variant 'a'"
        },
        {
            "variants: {a: {viewers.home.behind: wan}}",
            "7: there is no link 'wan'; did you mean 'lan'? ('viewers.home.behind') in variant 'a'"
        },
        { "variants: {a: {seed: 2}}", "7: 'seed' is the same for all variants ('variants.a')" },
        { "variants: {a: {links.lan.rate.x: 2}}", "7: 'links.lan.rate' is one value: nothing called 'x' is in it ('variants.a')" },
        {
            "variants: {a: {channels.lobby.play.2: film}}",
            "7: 'channels.lobby.play' is a list: its items are called 1 to 1, there is no '2' ('variants.a')"
        },
        { "variants: [a, b]", "7: not variants, each a name and a section, in the lines below, indented ('variants')" },
        { "variants: {a: 1}", "7: a variant is a section of paths and values, such as {server.admits: no} ('variants.a')" },
        {
            "variants: {a: {links..rate: 2}}",
            "7: 'links..rate' is no path: write keys with points between them, such as links.wifi.loss ('variants.a')"
        },
    };

    [Theory, MemberData(nameof(OfTheRest))]
    public void What_is_wrong_elsewhere_is_said_where_it_stands(string text, string mistakes) =>
        Assert.Equal(mistakes.Split('\n'), Written.Mistakes(Whole + text));

    public static TheoryData<string, string> OfFiles => new()
    {
        { "", "1: the file is empty: a scenario is a list of 'key: value' lines, such as 'for: 10min'" },
        { "- a", "1: a scenario is a list of 'key: value' lines, such as 'for: 10min'" },
        {
            "for: 10s\nlinks: {}\ntitles: {}",
            "1: nobody watches: give 'viewers:'\n2: no links: a network has at least one, such as 'uplink: {rate: 1Gb/s}' ('links')"
        },
        {
            "for: 1s",
            "1: a scenario needs 'links': links, each a name and a section\n1: a scenario needs 'titles': titles, each a "
            + "name and a section"
        },
    };

    [Theory, MemberData(nameof(OfFiles))]
    public void What_is_no_scenario_at_all_is_told_what_one_is(string text, string mistakes) =>
        Assert.Equal(mistakes.Split('\n'), Written.Mistakes(text));

    [Fact]
    public void A_file_is_one_document() => Assert.Equal(
        ["7: a second document: a file is one scenario"], Written.Mistakes($"{Whole}---\nfor: 1s"));

    [Fact]
    public void Deep_nesting_is_an_attack()
    {
        string text = $"  lan: {new string('[', 40)}{new string(']', 40)}";
        Assert.Equal(["5: not YAML: nested deeper than 32"], Written.Mistakes(Links + text));
    }

    [Fact]
    public void A_file_of_more_than_a_million_bytes_is_none()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "large.yml");
        File.WriteAllText(path, new string('#', ScenarioReader.MostCharacters + 1));
        Assert.Null(ScenarioReader.Read(path, out IReadOnlyList<ScenarioMistake> mistakes));
        Assert.Equal("large.yml: longer than 1000000 bytes: not a scenario", Assert.Single(mistakes).ToString());
        Assert.Null(ScenarioReader.Read(Path.Combine(folder.Path, "none.yml"), out mistakes));
        Assert.StartsWith("none.yml: there is no file '", Assert.Single(mistakes).ToString());
    }

    [Fact]
    public void Who_makes_the_same_mistake_a_thousand_times_is_told_a_hundred()
    {
        IEnumerable<string> links = Enumerable.Range(0, 1_000).Select(number => $"  l{number}: {{rate: fast}}");
        Assert.Equal(100, Written.Mistakes(Links + string.Join('\n', links)).Count);
    }
}
