using Streaming.Emulation.Flows;
using Streaming.Emulation.Links;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Links;

/// <summary>A link against queueing theory, within four standard errors by batch means.</summary>
public sealed class QueueingTheoryTests
{
    private const int Batches = 100;

    /// <summary>1 000 B at 8 Mb/s: a millisecond each.</summary>
    private static readonly LinkProfile Link = new() { Rate = BitRate.Mbps(8), Queue = new(1_000_000_000) };

    [Fact]
    public void The_theory_knows_its_own_limits()
    {
        // (1 − ρ)·e^(ρx) below one time of service; everybody in the end; the mean is what the tail sums up to.
        QueueingTheory theory = new(0.8);
        Assert.Equal(0.2, theory.WaitsAtMost(0), 12);
        Assert.Equal(0.2 * Math.Exp(0.8 * 0.75), theory.WaitsAtMost(0.75), 12);
        Assert.Equal(1, theory.WaitsAtMost(60), 9);
        double mean = 0;
        for (double x = 0.0005; x < 60; x += 0.001)
            mean += (1 - theory.WaitsAtMost(x)) * 0.001;
        Assert.Equal(theory.MeanWait, mean, 4);
    }

    [Theory]
    [InlineData(0.5, 5_000, 0.01)]
    [InlineData(0.8, 10_000, 0.01)]
    [InlineData(0.95, 40_000, 0.02)]
    public void Packets_that_come_by_chance_wait_as_long_as_theory_says(double load, int packetsOfBatch, double precision)
    {
        QueueingTheory theory = new(load);
        double[] marks = [.. new[] { 0, 0.5, 0.9, 0.99 }.Select(share => Quantile(theory, share))];
        Estimate mean = new();
        Estimate[] within = [.. marks.Select(_ => new Estimate())];
        CrossSource source = CrossSource.Poisson(new((long)(8_000_000 * load)), B(1_000), Start, Instant.Never, seed: 7);
        LinkEmulator link = new(Link, [], Start, seed: 1);

        // A queue is found empty at the start; as at any time only after a while.
        Play(link, source, packetsOfBatch, _ => { });
        for (int batch = 0; batch < Batches; batch++)
        {
            double sum = 0;
            int[] counts = new int[marks.Length];
            Play(link, source, packetsOfBatch, wait =>
            {
                sum += wait;
                for (int i = 0; i < marks.Length; i++)
                    counts[i] += wait <= marks[i] + 1e-9 ? 1 : 0;
            });
            mean.Add(sum / packetsOfBatch);
            for (int i = 0; i < marks.Length; i++)
                within[i].Add((double)counts[i] / packetsOfBatch);
        }

        mean.MustBe(theory.MeanWait, precision, $"mean wait at {load}");
        for (int i = 0; i < marks.Length; i++)
            within[i].MustBe(theory.WaitsAtMost(marks[i]), precision, $"share that waits no longer than {marks[i]} at {load}");
    }

    [Fact]
    public void A_queue_without_a_place_to_wait_loses_what_Erlang_says()
    {
        // Everybody who finds the link busy is lost: B = a / (1 + a), whatever the time of service.
        LinkEmulator link = new(Link with { Queue = ByteCount.Zero }, [], Start, seed: 1);
        CrossSource source = CrossSource.Poisson(BitRate.Mbps(6), B(1_000), Start, Instant.Never, seed: 3);
        Estimate lost = new();
        for (int batch = 0; batch < Batches; batch++)
        {
            int drops = 0;
            Play(link, source, 5_000, _ => { }, () => drops++);
            lost.Add(drops / 5_000.0);
        }

        lost.MustBe(0.75 / 1.75, 0.01, "loss of a link without a queue");
    }

    /// <summary>In times of service, at a multiple of a quarter, so that no tick lies on the edge by rounding.</summary>
    private static double Quantile(QueueingTheory theory, double share)
    {
        double services = 0;
        while (theory.WaitsAtMost(services) < share)
            services += 0.25;
        return services;
    }

    private static void Play(LinkEmulator link, CrossSource source, int packets, Action<double> waited, Action? dropped = null)
    {
        for (int i = 0; i < packets; i++)
        {
            Instant at = source.Next;
            LinkFate fate = link.Offer(source.Packet, at);
            source.Emit();
            if (fate.Dropped is null)
                waited((fate.Left - at).TotalMilliseconds - 1);
            else
                dropped!();
        }
    }
}
