using Streaming.Emulation.Jitter;
using Streaming.Emulation.Losses;
using Streaming.Lab.Real.Relaying;
using Streaming.Player.Desktop.Playing;
using Streaming.Player.Reporting;
using Streaming.Testing.Films;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>Lip-sync on the real clock, over real sockets, with the window player's own engine: the flashes that were handed to the screen
/// against the beeps that were handed to the loudspeaker.</summary>
/// <remarks>The promise of ± 10 ms for all marks is held in virtual time, where no other program takes the processor away; here the median
/// keeps it, and nearly all marks stay where nobody sees a difference (ITU-R BT.1359).</remarks>
public sealed class LipSyncTests(SampleServer sample, ITestOutputHelper output) : IClassFixture<SampleServer>
{
    private static readonly TimeSpan Promise = TimeSpan.FromMilliseconds(10), Unseen = TimeSpan.FromMilliseconds(25);

    /// <summary>Generous for a machine that does other things beside; what it took is written down.</summary>
    private const double SoonMs = 1000;

    [Fact]
    public async Task From_the_beginning_and_after_a_pause_sound_and_picture_are_together()
    {
        using Audience audience = new(sample.Server.Address(SampleServer.Title));
        await audience.UntilAsync(view => view.Phase == PlayerPhase.Playing);
        await Audience.Watch(6.3);
        Check("from the beginning", audience, default, atLeast: 4);

        audience.Do(new PlayerCommand.TogglePause());
        await audience.UntilAsync(view => view.Phase == PlayerPhase.Paused);
        await Audience.Watch(1);
        MediaTime stood = audience.View.Position;
        await Audience.Watch(0.2);
        Assert.Equal(stood, audience.View.Position);

        Instant resumed = audience.Now;
        audience.Do(new PlayerCommand.TogglePause());
        await Audience.Watch(5);
        Check("after a pause", audience, resumed, atLeast: 3);
        Soon(audience);
    }

    [Fact]
    public async Task After_each_seek_sound_and_picture_are_together()
    {
        using Audience audience = new(sample.Server.Address(SampleServer.Title));
        await audience.UntilAsync(view => view.Phase == PlayerPhase.Playing);
        await Audience.Watch(1.5);
        foreach (int to in (int[])[10, 21, 5])
        {
            Instant asked = audience.Now;
            audience.Do(new PlayerCommand.Seek(MediaTime.FromSeconds(to)));
            await Audience.Watch(4.2);
            Assert.InRange(audience.View.Position.Seconds, to, to + 5);
            Check($"after the seek to {to} s", audience, asked + TimeSpan.FromSeconds(0.7), atLeast: 2);
        }

        Soon(audience);
    }

    [Fact]
    public async Task Another_language_begins_within_a_moment_and_together_with_the_picture()
    {
        using Audience audience = new(sample.Server.Address(SampleServer.Title));
        await audience.UntilAsync(view => view.Phase == PlayerPhase.Playing);
        await Audience.Watch(3);
        Assert.True(audience.Tone(1000, default) > 3 * audience.Tone(660, default), "the first language is not English");

        audience.Do(new PlayerCommand.NextAudio());
        await audience.UntilAsync(view => view.Audio.Any(language => language is { IsOn: true, Tag: "de" or "deu" }));
        await Audience.Watch(1.5);
        Instant changed = audience.Now;
        await Audience.Watch(4.5);

        // In blocks of 10 ms, 990 Hz are as good as 1 000.
        Assert.True(audience.Tone(660, changed) > 0.6 * audience.Tone(1000, changed), "the second language is not German");
        Check("in the other language", audience, changed, atLeast: 3);
    }

    [Fact]
    public async Task On_a_bad_network_sound_and_picture_are_together()
    {
        using ImpairingRelay relay = new(sample.Server.RtspPort, 5, new()
        {
            Jitter = new(JitterShape.Uniform, TimeSpan.FromMilliseconds(50)),
            Loss = new LossProfile.Bernoulli(Ratio.Percent(2)),
        });
        using Audience audience = new(relay.Address(SampleServer.Title));
        await audience.UntilAsync(view => view.Phase == PlayerPhase.Playing);
        await Audience.Watch(10.5);

        // A flash is two pictures; one that is damaged is not white.
        Check("on a bad network", audience, default, atLeast: 5, share: 0.75);
        Assert.Contains(relay.Verdicts, verdict => verdict.Delay is null);
    }

    private void Check(string when, Audience audience, Instant from, int atLeast, double share = 0.9)
    {
        LipSyncMarks marks = audience.MarksSince(from);
        IReadOnlyList<TimeSpan> skews = marks.Skews();
        string all = string.Join(' ', skews.Select(skew => $"{skew.TotalMilliseconds:0.0}"));
        output.WriteLine($"{when}: {skews.Count} marks ({marks.Flashes.Count} flashes, {marks.Beeps.Count} beeps): {all} ms; "
            + $"the speaker was kept waiting {audience.RanDry} times; {string.Join("; ", audience.Notes)}");
        Assert.True(skews.Count >= atLeast, $"{when}: {skews.Count} marks of {marks.Flashes.Count} flashes and {marks.Beeps.Count} beeps");
        Assert.InRange(LipSyncMarks.Median(skews), -Promise, Promise);
        Assert.True(skews.Count(skew => skew.Duration() <= Unseen) >= (int)(skews.Count * share), $"{when}: {all}");
    }

    private void Soon(Audience audience)
    {
        audience.Dispose();
        PlayoutReport report = audience.Result!.Report.Playout!;
        output.WriteLine($"first picture after {report.FirstPictureMs} ms; after seeks "
            + string.Join(", ", report.Seeks.Select(seek => $"{seek.FirstPictureMs} ms")));
        Assert.InRange(report.FirstPictureMs!.Value, 1, SoonMs);
        Assert.All(report.Seeks, seek => Assert.InRange(seek.FirstPictureMs!.Value, 1, SoonMs));
    }
}
