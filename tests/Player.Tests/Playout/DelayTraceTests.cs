using Streaming.Player.Playout;
using Streaming.Testing;
using Streaming.Testing.Delays;

namespace Streaming.Player.Tests.Playout;

/// <summary>The jitter buffer against networks, and against what could have been known only afterwards.</summary>
public sealed class DelayTraceTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <summary>Networks that stay as they are, and what one of ten seeds of each is made of.</summary>
    private static DelayTrace Stationary(ulong seed) => (seed % 5) switch
    {
        0 => DelayTraces.Gaussian(seed, Length, 15),
        1 => DelayTraces.Gaussian(seed, Length, 30),
        2 => DelayTraces.Exponential(seed, Length, 20),
        3 => DelayTraces.Gaussian(seed, Length, 12, skewPpm: seed % 2 == 0 ? 200 : -200),
        _ => DelayTraces.Reordered(seed, Length),
    };

    private static DelayTrace Any(ulong seed) => (seed % 9) switch
    {
        0 => DelayTraces.Gaussian(seed, Length),
        1 => DelayTraces.Exponential(seed, Length),
        2 => DelayTraces.Spikes(seed, Length),
        3 => DelayTraces.Spikes(seed, Length, 400, 40),
        4 => DelayTraces.RouteChange(seed, Length, 80),
        5 => DelayTraces.RouteChange(seed, Length, -80),
        6 => DelayTraces.Wifi(seed, Length),
        7 => DelayTraces.Gaussian(seed, Length, 10, skewPpm: seed % 2 == 0 ? 200 : -200),
        _ => DelayTraces.Duplicated(DelayTraces.Reordered(seed, Length), seed),
    };

    [Theory, Seeds(36)]
    public void Hardly_more_is_late_than_with_the_best_fixed_delay_chosen_in_hindsight(ulong seed)
    {
        DelayTrace trace = Any(seed);
        TraceRun run = new(trace, warmUp: WarmUp);
        double oracle = DelayTrace.LateAt(trace.SortedDelays(), run.MeanDelay);
        Assert.True(run.Late <= (1.5 * oracle) + 0.0005, $"{trace.Name}: {run.Late:p3} late, {oracle:p3} at best");
    }

    [Theory, Seeds(30)]
    public void Where_the_network_stays_as_it_is_a_thousandth_is_late_and_the_delay_is_what_that_takes(ulong seed)
    {
        DelayTrace trace = Stationary(seed);
        TraceRun run = new(trace, warmUp: WarmUp);
        TimeSpan[] sorted = trace.SortedDelays();
        TimeSpan thousandth = sorted[(int)(sorted.Length * 0.999)];
        Assert.True(run.Late <= 0.001, $"{trace.Name}: {run.Late:p3} late");
        Assert.True(run.MeanDelay <= thousandth * 1.2, $"{trace.Name}: {run.MeanDelay} of {thousandth}");
    }

    [Theory, Seeds(36)]
    public void The_pace_is_changed_a_few_times_in_a_minute_at_most_and_never_by_more_than_a_twentieth(ulong seed)
    {
        TraceRun run = new(Any(seed));
        Assert.InRange(run.Buffer.Adjustments, 0, 6 * (int)Length.TotalMinutes);
        Assert.InRange(run.Fastest.PartsPerMillion, 1_000_000, 1_050_000);
        Assert.InRange(run.Slowest.PartsPerMillion, 950_000, 1_000_000);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(-200)]
    public void A_clock_that_is_off_is_followed_for_an_hour(int skewPpm)
    {
        DelayTrace trace = DelayTraces.Gaussian(7, TimeSpan.FromHours(1), 3, skewPpm);
        TraceRun run = new(trace, warmUp: WarmUp);
        Assert.InRange(run.Buffer.SkewPpm, skewPpm - 10, skewPpm + 10);
        Assert.Equal(0, run.Buffer.Stalls);
        Assert.True(run.Late <= 0.001);
        Assert.InRange(run.MeanDelay.TotalMilliseconds, 55, 70);
        Assert.All(run.Seconds.Skip(60), second => Assert.InRange(second.Level.TotalMilliseconds, 45, 75));
        Assert.InRange(run.Buffer.Adjustments, 0, 3);
    }

    [Theory, Seeds(5)]
    public void After_a_stall_it_plays_faster_until_the_target_is_reached_again(ulong seed)
    {
        TimeSpan at = TimeSpan.FromSeconds(30), stall = TimeSpan.FromSeconds(2);
        TraceRun run = new(DelayTraces.Stall(seed, TimeSpan.FromMinutes(2), at, stall));
        Assert.Equal(1, run.Buffer.Stalls);
        Assert.True(run.Late < 0.001);
        Assert.Equal(1_050_000, run.Fastest.PartsPerMillion);

        // Two seconds at a twentieth are forty; some seconds more are for being sure.
        Assert.True(At(run, 35).Level > TimeSpan.FromSeconds(1.5), "it was behind after the stall");
        Assert.All(run.Seconds.Where(second => Since(second.At) > 85), second =>
            Assert.InRange(second.Level.TotalMilliseconds, 45, 100));
    }

    [Theory, Seeds(5)]
    public void It_grows_at_once_and_shrinks_slowly(ulong seed)
    {
        TraceRun up = new(DelayTraces.RouteChange(seed, TimeSpan.FromMinutes(1), 80));
        (Instant At, TimeSpan Level, TimeSpan Target, PlayoutVerb Verb) before = At(up, 29), after = At(up, 31.5);
        Assert.InRange(before.Level.TotalMilliseconds, 50, 70);
        Assert.True(after.Target >= TimeSpan.FromMilliseconds(80), $"{after.Target} a second and a half after the change");

        TraceRun wide = new(DelayTraces.Make("calms down", seed, TimeSpan.FromMinutes(2), 0, (random, at) =>
            random.NextDouble() * (at < 30 ? 200 : 20)));
        Assert.InRange(At(wide, 29).Target.TotalMilliseconds, 190, 230);
        Assert.True(At(wide, 35).Target > TimeSpan.FromMilliseconds(180), "it does not believe in five seconds of quiet");
        TimeSpan last = TimeSpan.MaxValue;
        foreach ((Instant _, TimeSpan _, TimeSpan target, PlayoutVerb _) in wide.Seconds.Where(second => Since(second.At) > 35))
        {
            Assert.True(target <= last, "it shrinks, and does not flutter");
            Assert.True(last == TimeSpan.MaxValue || last - target < TimeSpan.FromMilliseconds(15), "no more than a little in a second");
            last = target;
        }
    }

    [Theory, Seeds(5)]
    public void A_shorter_route_is_noticed_within_seconds_and_caught_up_with(ulong seed)
    {
        TraceRun run = new(DelayTraces.RouteChange(seed, TimeSpan.FromMinutes(1), -200));
        Assert.InRange(At(run, 29).Level.TotalMilliseconds, 45, 75);
        Assert.InRange(At(run, 33).Target.TotalMilliseconds, 50, 80);
        Assert.InRange(At(run, 50).Level.TotalMilliseconds, 45, 110);
        Assert.Equal(0, run.LatePackets);
    }

    [Theory, Seeds(5)]
    public void A_lone_spike_is_forgotten_and_recurring_ones_are_learnt(ulong seed)
    {
        TimeSpan length = TimeSpan.FromMinutes(2);
        TraceRun once = new(DelayTraces.Spikes(seed, length, 400, 80));
        Assert.InRange(once.Buffer.Target.TotalMilliseconds, 55, 80);
        TraceRun often = new(DelayTraces.Spikes(seed, length, 400, 8));
        Assert.InRange(often.Buffer.Target.TotalMilliseconds, 380, 480);
        Assert.True(often.Buffer.Stalls <= 3, $"{often.Buffer.Stalls} stalls");
    }

    [Theory, Seeds(5)]
    public void A_fixed_latency_is_kept_whatever_the_network_does(ulong seed)
    {
        PlayoutOptions options = new() { Fixed = TimeSpan.FromMilliseconds(120) };
        foreach (DelayTrace trace in (DelayTrace[])[DelayTraces.Gaussian(seed, Length, 3), DelayTraces.Wifi(seed, Length)])
        {
            TraceRun run = new(trace, options, WarmUp);
            Assert.Equal(TargetReason.Fixed, run.Buffer.Why);
            Assert.Equal(0, run.Buffer.Stalls);
            Assert.All(run.Seconds.Skip(15), second => Assert.InRange(second.Level.TotalMilliseconds, 110, 130));
        }
    }

    [Fact]
    public void The_target_has_a_floor_and_a_ceiling_and_says_why_it_is_what_it_is()
    {
        TimeSpan length = TimeSpan.FromSeconds(30);
        Assert.Equal(TargetReason.Floor, new TraceRun(DelayTraces.Gaussian(1, length, 1)).Buffer.Why);
        TraceRun jitter = new(DelayTraces.Gaussian(1, length, 20));
        Assert.Equal(TargetReason.Jitter, jitter.Buffer.Why);
        PlayoutOptions low = new() { Ceiling = TimeSpan.FromMilliseconds(100) };
        TraceRun capped = new(DelayTraces.Gaussian(1, length, 20), low);
        Assert.Equal((TargetReason.Ceiling, low.Ceiling), (capped.Buffer.Why, capped.Buffer.Target));
    }

    private static double Since(Instant at) => (at - DelayTrace.Origin).TotalSeconds;

    private static (Instant At, TimeSpan Level, TimeSpan Target, PlayoutVerb Verb) At(TraceRun run, double seconds) =>
        run.Seconds.First(second => Since(second.At) >= seconds);
}
