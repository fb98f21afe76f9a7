using Streaming.Player.Channels;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Channels;

public sealed class CommonClockTests
{
    private static readonly NtpTime Noon = new(0xffff_fff0_8000_0000);

    [Theory, Seeds(50)]
    public void The_servers_clock_is_known_within_ten_milliseconds_whatever_ours_is_like(ulong seed)
    {
        SeededRandom random = new(seed);
        Run run = new(random, jitter: 0.01);
        List<double> errors = run.Go(TimeSpan.FromMinutes(10), every: 5, asks: 5);
        Assert.InRange(errors[errors.Count * 99 / 100], 0, 10);
        Assert.Equal(0, run.Clock.Breaks);
        Assert.InRange(run.Clock.SkewPpm - run.Drift, -20, 20);
    }

    [Theory, Seeds(20)]
    public void In_a_large_group_where_one_may_ask_every_ten_minutes_what_everybody_is_told_keeps_it_right(ulong seed)
    {
        Run run = new(new(seed), jitter: 0.003);
        List<double> errors = run.Go(TimeSpan.FromHours(1), every: 5, asks: 600);
        Assert.InRange(errors[errors.Count * 99 / 100], 0, 10);
    }

    [Fact]
    public void It_says_how_far_off_it_may_be_and_never_is_further()
    {
        Run run = new(new(3), jitter: 0.03);
        for (int i = 0; i < 600; i++)
        {
            run.Go(TimeSpan.FromSeconds(1), every: 5, asks: 5);
            if (run.Clock.ErrorAt(run.Local) is { } bound)
                Assert.InRange(run.ErrorMs, 0, bound.TotalMilliseconds + 0.05);
        }
    }

    [Fact]
    public void Both_directions_are_used_even_if_each_was_fast_only_once()
    {
        CommonClock clock = new();
        Instant start = Instant.FromSeconds(100);

        // 50 ms there and 2 back, then 2 there and 50 back: between them it is 2 and 2.
        clock.Answered(Noon, TimeSpan.FromMilliseconds(52), start + TimeSpan.FromMilliseconds(2));
        NtpTime later = Noon + TimeSpan.FromSeconds(1);
        clock.Answered(later, TimeSpan.FromMilliseconds(52), start + TimeSpan.FromMilliseconds(1_050));
        Instant now = start + TimeSpan.FromMilliseconds(1_050);
        Assert.InRange((clock.At(now) - (Noon + TimeSpan.FromMilliseconds(1_050))).TotalMilliseconds, -0.5, 0.5);
        Assert.InRange(clock.ErrorAt(now)!.Value.TotalMilliseconds, 1.5, 3);
        Assert.InRange((clock.InstantOf(clock.At(now)) - now).Ticks, -1, 1);
    }

    [Fact]
    public void A_clock_that_was_set_is_learnt_anew()
    {
        CommonClock clock = new();
        TimeSpan way = TimeSpan.FromMilliseconds(4);
        clock.Answered(Noon, way, Instant.FromSeconds(100));
        clock.Answered(Noon + TimeSpan.FromSeconds(1_005), way, Instant.FromSeconds(105));
        Assert.Equal(1, clock.Breaks);
        Assert.InRange((clock.At(Instant.FromSeconds(106)) - Noon).TotalSeconds, 1_006, 1_006.01);
    }

    private sealed class Run
    {
        private readonly SeededRandom _random;
        private readonly double _jitter;
        private readonly double _way;
        private readonly double _offset;
        private double _true = 1_000;
        private double _told;
        private double _asked;

        public Run(SeededRandom random, double jitter)
        {
            (_random, _jitter) = (random, jitter);
            _way = 0.001 + (0.04 * random.NextDouble());
            _offset = 20 * (random.NextDouble() - 0.5);
            Drift = random.Next(-200, 201);
        }

        public CommonClock Clock { get; } = new();

        /// <summary>How much faster than ours the server's clock runs, in millionths.</summary>
        public int Drift { get; }

        public Instant Local => LocalAt(_true);

        public double ErrorMs => Math.Abs((Clock.At(Local) - (Noon + TimeSpan.FromSeconds(_true))).TotalMilliseconds);

        public List<double> Go(TimeSpan time, double every, double asks)
        {
            List<double> errors = [];
            for (double end = _true + time.TotalSeconds; _true < end; _true += 0.1)
            {
                if (_true - _told >= every)
                {
                    _told = _true;
                    Clock.Heard(Noon + TimeSpan.FromSeconds(_true), LocalAt(_true + Way()));
                }

                if (_true - _asked >= asks)
                {
                    _asked = _true;
                    double there = Way(), back = Way();
                    TimeSpan trip = LocalAt(_true + there + back) - LocalAt(_true);
                    Clock.Answered(Noon + TimeSpan.FromSeconds(_true + there), trip, LocalAt(_true + there + back));
                }

                // Twenty seconds are for becoming acquainted.
                if (_true > 1_020)
                    errors.Add(ErrorMs);
            }

            errors.Sort();
            return errors;
        }

        private double Way() => _way - (_jitter * Math.Log(1 - _random.NextDouble()));

        private Instant LocalAt(double time) => Instant.FromSeconds(500 + _offset + (time * (1 - (Drift / 1e6))));
    }
}
