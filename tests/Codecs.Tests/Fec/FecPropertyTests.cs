using Streaming.Formats.Fec;
using Streaming.Primitives.Chance;
using Streaming.Testing;
using Streaming.Testing.Repair;

namespace Streaming.Codecs.Tests.Fec;

/// <summary>Any stream over any line: what comes back is what was sent, and nothing is missing that could have come back.</summary>
public sealed class FecPropertyTests
{
    private static readonly string[] Layouts = ["5x5", "10x5", "10x10", "20x5", "5x5+rows", "10x5+rows", "4x0", "1x4", "13x3+rows", "none"];

    [Theory, Seeds(40)]
    public void Whatever_can_come_back_does_and_equals_what_was_sent(ulong seed)
    {
        SeededRandom random = new(seed);
        RepairBench bench = new(RandomLayout(random));
        MediaPackets stream = new(seed, (ushort)random.Next(65_536)) { LongestPayload = 1 + random.Next(random.Next(2) == 0 ? 30 : 1_300) };
        LossPattern loss = random.Next(2) == 0
            ? new(seed, 0.001 + (random.NextDouble() * 0.15))
            : new(seed, 0.01 + (random.NextDouble() * 0.1), 1 + (random.NextDouble() * 12));
        List<(int At, byte[] Packet)> line = [];
        HashSet<int> sent = [], arrived = [];
        List<int[]> sums = [];
        for (int i = 0; i < 1_200; i++)
        {
            byte[] media = stream.Next();
            if (random.Next(150) == 0)
                bench.Encoder.Change(RandomLayout(random));
            sent.Add(RepairBench.NumberOf(media));
            List<byte[]> parity = bench.Send(media);
            if (random.Next(100) == 0)
                parity.AddRange(bench.Flush());
            if (i < 2 || !loss.Next())
            {
                arrived.Add(RepairBench.NumberOf(media));
                Deliver(media, i < 2 ? 0 : 10);
            }

            foreach (byte[] packet in parity.Where(_ => !loss.Next()))
            {
                sums.Add(PacketsOf(packet));
                Deliver(packet, 40);
            }

            void Deliver(byte[] packet, int jitter)
            {
                line.Add((i + random.Next(jitter + 1), packet));
                if (random.Next(20) == 0)
                    line.Add((i + random.Next(jitter + 40), packet));
            }
        }

        foreach ((_, byte[] packet) in line.OrderBy(each => each.At))
            bench.Arrive(packet);
        HashSet<int> possible = PeelingReference.Close(arrived, sums);

        // Each was new, was missing, and could be had. What overtook its own parity may have been recovered before it came.
        Assert.Equal(bench.Recovered.Count, bench.Recovered.Distinct().Count());
        Assert.All(bench.Recovered, number => Assert.Contains(number, sent));
        Assert.Equal(possible.Order(), arrived.Union(bench.Recovered).Order());
        FecStatistics statistics = bench.Decoder.Statistics;
        Assert.Equal((0, 0, 0, 0), (statistics.Malformed, statistics.Foreign, statistics.Refused, statistics.Restarts));
    }

    [Theory, Seeds(12)]
    public void After_an_outage_of_any_length_nothing_wrong_comes_back(ulong seed)
    {
        SeededRandom random = new(seed);
        RepairBench bench = new(ParityLayout.OfBoth(5, 4));
        MediaPackets stream = new(seed, (ushort)random.Next(65_536)) { LongestPayload = 30, IsPlain = seed % 2 == 0 };
        LossPattern loss = new(seed, 0.1);
        for (int i = 0; i < 12; i++)
        {
            for (int j = random.Next(400); j > 0; j--)
            {
                byte[] media = stream.Next();
                List<byte[]> parity = bench.Send(media);
                if (!loss.Next())
                    bench.Arrive(media);
                bench.Arrive(parity.Where(_ => !loss.Next()));
            }

            // Whole rounds of numbers, nearly so, or any length. Half of them the sender itself knows nothing of.
            int outage = random.Next(3) == 0 ? random.Next(2_000) : 65_536 - 200 + random.Next(400);
            if (random.Next(2) == 0)
                stream.Skip(outage);
            else
                bench.Send(stream.Take(outage));
        }

        Assert.NotEmpty(bench.Recovered);
    }

    private static ParityLayout RandomLayout(SeededRandom random)
    {
        Assert.True(ParityLayout.TryParse(Layouts[random.Next(Layouts.Length)], out ParityLayout layout));
        return layout;
    }

    private static int[] PacketsOf(byte[] parity)
    {
        // L and D as they stand on the wire, read apart from the reader under test.
        (int first, int columns, int rows) = ((parity[24] << 8) | parity[25], parity[26], parity[27]);
        (int stride, int count) = rows > 1 ? (columns, rows) : (1, columns);
        return [.. Enumerable.Range(0, count).Select(i => (first + (i * stride)) & 0xffff)];
    }
}
