using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Tests.Scenarios;

/// <summary>Scenarios as they stand in files.</summary>
internal static class Written
{
    /// <summary>One of nearly everything.</summary>
    public const string Full = """
        describe: one of everything
        for: 10min
        seed: 7
        repeat: 3
        server: {admits: yes, reserves: peak, lease: 30s}
        links:
          wifi:
            via: uplink
            each: yes
            rate: 30Mb/s
            delay: 3ms
            jitter: {shape: normal, spread: 4ms, correlation: 0.5}
            loss: {mean: 2%, burst: 5}
            reorder: {share: 0.1%, by: 20ms}
            duplicate: 0.01%
            corrupt: 0.001%
          uplink: {rate: 1Gb/s, delay: 1ms, queue: 4MB, discipline: slots, slot: 2ms, declared: yes, reservable: 80%}
        titles:
          film: {for: 12min, renditions: {source: 2Mb/s, 480p: 1Mb/s}, variation: 20%, gop: 1s, frames: 50, sound: 96kb/s,
            languages: [en, vi]}
          speech: {rate: none, sound: 64kb/s}
          sample: sample
        viewers:
          home:
            count: 20
            behind: wifi
            arrive: {at: 5s, every: 1s}
            watch: film
            ask: {class: guaranteed, buffer: 2s, accept: [480p], rate: 5Mb/s, delay: 200ms, priority: 4}
            repair: 10x5
            interleave: yes
            language: vi
            stay: {about: 5min}
            do: [{after: 60s, ask: {rate: 1Mb/s}}, {after: 20s, seek: 60s}, {after: 40s, pause: 10s}, {after: 90s, leave: yes}]
            clock: {skew: 200ppm, device: -100ppm}
            return: no
          hall: {behind: uplink, channel: lobby, arrive: {poisson: 3s}, repair: off}
        channels:
          lobby: {play: [film, sample], delay: 500ms, parity: 10x5+rows}
        traffic:
          flood: {behind: uplink, rate: 30Mb/s, pattern: bursts, at: 10s, for: 60s, contract: {rate: 5Mb/s, depth: 20kB}, policed: yes}
        events:
          - {at: 2min, link: uplink, rate: 500Mb/s, told: yes}
          - {at: 1min, link: uplink, loss: 1%, delay: 5ms}
          - {at: 90s, server: killed}
          - {at: 95s, server: started}
          - {at: 3min, viewers: home, clock: -5s}
        variants:
          with: {}
          without: {server.admits: no, links.wifi.loss: 10%, viewers.home.count: 40, viewers.home.clock: }
        expect:
          - p99 skew_ms < 10
          - admitted >= 40 in without
        """;

    /// <summary>The least that is one.</summary>
    public const string Plain = """
        for: 10s
        links:
          lan: {rate: 10Mb/s}
        titles:
          film: {}
        viewers:
          home: {behind: lan, watch: film}
        """;

    public static ScenarioFile Read(string text)
    {
        ScenarioFile? file = ScenarioReader.Parse(text, Path.GetFullPath("written.yml"), out IReadOnlyList<ScenarioMistake> mistakes);
        Assert.Empty(mistakes);
        return file!;
    }

    public static Situation Situation(string text) => Assert.Single(Read(text).Variants).Situation;

    /// <summary>What is wrong with it, without the file's name.</summary>
    public static IReadOnlyList<string> Mistakes(string text)
    {
        ScenarioFile? file = ScenarioReader.Parse(text, Path.GetFullPath("written.yml"), out IReadOnlyList<ScenarioMistake> mistakes);
        Assert.Equal(mistakes.Count == 0, file is not null);
        return [.. mistakes.Select(mistake => mistake.ToString()["written.yml:".Length..])];
    }
}
