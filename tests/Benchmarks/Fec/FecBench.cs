using Streaming.Benchmarks.Shaping;
using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Server.Host.DataPlane.Native;
using Streaming.Testing.Repair;

namespace Streaming.Benchmarks.Fec;

/// <summary>What parity costs: its sums beside copying the same bytes, and a packet of media at either end of the line.</summary>
internal static class FecBench
{
    /// <summary>As many bytes as fit a second-level cache twice over, or not at all.</summary>
    private const int Near = 64 << 10, Far = 64 << 20;

    private const int Packets = 20_000;

    private static readonly StreamIdentity ParityStream = new(new(0xfec), new(65_000), default);

    /// <summary>A film of packets that are nearly all full, as films are.</summary>
    private static readonly byte[][] Media = Film();

    private delegate void Loop(ReadOnlySpan<byte> packet, Span<byte> sum);

    public static Table Run()
    {
        Table table = new("fec: exclusive or against memory copy, and a packet of media at both ends, in processor time");
        foreach ((int size, int all, string where) in new[]
        {
            (200, Near, "cached"), (1_316, Near, "cached"), (1_448, Near, "cached"), (8_960, Near, "cached"), (1_316, Far, "from memory"),
        })
        {
            AddSpeed(table, size, all, where);
        }

        AddEncoding(table);
        AddDecoding(table);
        return table;
    }

    /// <summary>How much comes back: the figures of codecs/README.md.</summary>
    public static Table RunRecovery()
    {
        const int length = 5_000_000;
        Table table = new($"recovery: share of lost media that comes back, columns alone and with rows, {length:N0} packets a figure");
        (double Rate, double? Burst)[] losses =
            [(0.005, null), (0.01, null), (0.02, null), (0.05, null), (0.1, null), (0.02, 2), (0.02, 5), (0.02, 10)];
        foreach ((double rate, double? burst) in losses)
        {
            foreach ((int columns, int rows) in new[] { (5, 5), (10, 5), (10, 10), (20, 5) })
            {
                ParityLayout alone = ParityLayout.OfColumns(columns, rows), both = ParityLayout.OfBoth(columns, rows);
                string name = $"{100 * rate:0.#} % lost{(burst is null ? "" : $" in bursts of {burst}")}, ";
                table.Add(name + alone, Recovered(alone), "%");
                table.Add(name + both, Recovered(both), "%");
            }

            double Recovered(ParityLayout layout)
            {
                (long lost, long recovered) = RecoveryTrial.Run(layout, new(1, rate, burst), length);
                return 100.0 * recovered / lost;
            }
        }

        return table;
    }

    private static void AddSpeed(Table table, int size, int all, string where)
    {
        byte[] packets = GC.AllocateUninitializedArray<byte>(all), sum = new byte[size];
        packets.AsSpan().Fill(0x5a);
        int count = all / size, times = Math.Max(1, (8 << 20) / all);
        double[] costs = Turns.Least([() => Go((packet, to) => packet.CopyTo(to)), () => Go((packet, to) => Parity.Add(to, packet))]);
        double bytes = (double)count * size * times;
        table.Add($"copying {size:N0} bytes, {where}", bytes / costs[0], "GB/s");
        table.Add($"adding {size:N0} bytes, {where}", bytes / costs[1], "GB/s");
        table.Add("of the speed of copying", 100 * costs[0] / costs[1], "%", "50");

        double Go(Loop loop)
        {
            TimeSpan begin = Libc.ThreadTime();
            for (int i = 0; i < times; i++)
            {
                for (int j = 0; j < count; j++)
                    loop(packets.AsSpan(j * size, size), sum);
            }

            return (Libc.ThreadTime() - begin).TotalNanoseconds;
        }
    }

    private static void AddEncoding(Table table)
    {
        string[] layouts = ["10x5", "10x0", "10x5+rows"];
        long[] allocated = new long[layouts.Length];
        FecEncoder[] encoders = [.. layouts.Select(text => EncoderOf(Parse(text)))];
        byte[] parity = new byte[2_000];
        double[] costs = Turns.Least([.. encoders.Select((encoder, i) => new Func<double>(() => PerPacket(() =>
        {
            foreach (byte[] packet in Media)
            {
                encoder.Accept(packet);
                while (encoder.HasNext)
                    encoder.WriteNext(parity);
            }
        }, out allocated[i])))]);
        for (int i = 0; i < layouts.Length; i++)
            table.Add($"encoding {layouts[i]}", costs[i], "ns/packet", "", $"{allocated[i]} bytes allocated");
    }

    private static void AddDecoding(Table table)
    {
        (string Layout, double Loss)[] all = [("10x5", 0), ("10x5", 0.02), ("10x5+rows", 0), ("10x5+rows", 0.02), ("10x5+rows", 0.1)];
        long[] allocated = new long[all.Length];
        double[] costs = Turns.Least([.. all.Select((each, i) =>
        {
            byte[][] line = Line(Parse(each.Layout), each.Loss);
            FecDecoder decoder = new(MediaPackets.PayloadType, ClockRate.Video);
            return new Func<double>(() => PerPacket(() => Receive(decoder, line), out allocated[i]));
        })]);
        for (int i = 0; i < all.Length; i++)
        {
            string name = $"decoding {all[i].Layout}, {100 * all[i].Loss:0} % lost";
            table.Add(name, costs[i], "ns/packet", "", $"{allocated[i]} bytes allocated");
        }
    }

    private static void Receive(FecDecoder decoder, byte[][] line)
    {
        // Another round of the same numbers would be a stream that starts over, and be looked at twice.
        decoder.Follow(default);
        decoder.Follow(new(MediaPackets.UsualSource));
        foreach (byte[] packet in line)
        {
            if ((packet[1] & 0x7f) == MediaPackets.PayloadType)
                decoder.AcceptSource(packet);
            else
                decoder.AcceptParity(packet);
            while (decoder.TryTake(out _))
            {
            }
        }
    }

    /// <param name="allocated">Whole bytes per packet of media.</param>
    private static double PerPacket(Action action, out long allocated)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan begin = Libc.ThreadTime();
        action();
        TimeSpan cost = Libc.ThreadTime() - begin;
        allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Packets;
        return cost.TotalNanoseconds / Packets;
    }

    /// <summary>Media and parity as they arrive.</summary>
    private static byte[][] Line(ParityLayout layout, double rate)
    {
        FecEncoder encoder = EncoderOf(layout);
        LossPattern loss = new(1, rate);
        List<byte[]> line = [];
        foreach (byte[] packet in Media)
        {
            encoder.Accept(packet);
            if (!loss.Next())
                line.Add(packet);
            while (encoder.HasNext)
            {
                byte[] parity = new byte[encoder.NextSize];
                encoder.WriteNext(parity);
                if (!loss.Next())
                    line.Add(parity);
            }
        }

        return [.. line];
    }

    private static FecEncoder EncoderOf(ParityLayout layout)
    {
        FecEncoder encoder = new(127, ParityStream, new(MediaPackets.UsualSource));
        encoder.Change(layout);
        return encoder;
    }

    private static byte[][] Film()
    {
        byte[][] all = new byte[Packets][];
        SeededRandom random = new(1);
        for (int i = 0; i < Packets; i++)
        {
            byte[] packet = all[i] = new byte[i % 8 == 7 ? random.Next(60, 1_448) : 1_448];
            random.Fill(packet);
            new RtpHeader(MediaPackets.PayloadType, i % 8 == 7, new((ushort)i), new((uint)(i / 8 * 1_800)),
                new(MediaPackets.UsualSource)).Write(packet);
        }

        return all;
    }

    private static ParityLayout Parse(string text) =>
        ParityLayout.TryParse(text, out ParityLayout layout) ? layout : throw new ArgumentException(text);
}
