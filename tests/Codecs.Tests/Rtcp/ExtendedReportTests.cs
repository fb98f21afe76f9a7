using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtcp;

public sealed class ExtendedReportTests
{
    private static readonly Ssrc Sender = new(0x11223344);
    private static readonly Ssrc Source = new(0xAABBCCDD);

    private static readonly Gen<uint> Word = ArbMap.Default.GeneratorFor<uint>();

    /// <summary>Wire and meaning; where the wire has a second form, the one that is written.</summary>
    public static TheoryData<string, string, string?> Blocks => new()
    {
        { "04000002 83aa7e80 80000000", "reference 83aa7e80.80000000", null },
        { "05000003 11223344 55667788 00010000", "delay 11223344 55667788 65536", null },
        {
            "06e00009 aabbccdd fff0 0010 00000003 00000001 00000002 00000100 00000020 00000011 00000000",
            "statistics aabbccdd 65520-16 lost 3 duplicates 1 jitter 2 256 32 17", null
        },
        // Nothing but losses; and what somebody else says of hop limits is skipped.
        {
            "06980009 aabbccdd fff0 0010 00000003 00000009 00000009 00000009 00000009 00000009 01020304",
            "statistics aabbccdd 65520-16 lost 3",
            "06800009 aabbccdd fff0 0010 00000003 00000000 00000000 00000000 00000000 00000000 00000000"
        },
        {
            "0e000007 aabbccdd 0000 fff0 0000fff0 0001000f 00058000 00000105 80000000",
            "period aabbccdd first 65520 65520-65551 360448 5.5 s 1123133947904", null
        },
        {
            "14800005 aabbccdd 01 0000c8 000007 00000c 001 0 00002710",
            "burst aabbccdd Interval 1 200 7 12 1 10000", null
        },
        // Every figure at its end: 24, 24, 24, 12 and 36 bits.
        {
            "14e00005 aabbccdd ff fffffe fffffd ffffff fff f fffffffe",
            "burst aabbccdd Cumulative discards 255 16777214 16777213 16777215 4095 68719476734", null
        },
        {
            "0c110007 42000000 0000002a aabbccdd 83aa7e80 80000000 00015f90 7e818000",
            "idms aabbccdd 33 42 83aa7e80.80000000 90000 83aa7e81.80000000", null
        },
        // Not yet shown; and reserved bits of somebody else's.
        {
            "0c1e0007 c3ffffff fffffffe aabbccdd 83aa7e80 80000000 00015f90 7e818000",
            "idms aabbccdd 97 4294967294 83aa7e80.80000000 90000 not shown",
            "0c100007 c2000000 fffffffe aabbccdd 83aa7e80 80000000 00015f90 00000000"
        },
        { "18a00002 aabbccdd 00000004", "discards aabbccdd Interval Late 4", null },
        { "18d00002 aabbccdd ffffffff", "discards aabbccdd Cumulative Early 4294967295", null },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Blocks_are_read_and_written(string wire, string meaning, string? canonical)
    {
        byte[] packet = Packet(Hex.Bytes(wire));
        Assert.True(CompoundPacket.TryParse(packet, out CompoundPacket compound, out ParseError error), error.ToString());
        Assert.Equal($"XR 11223344 [{meaning}]", CompoundPacketTests.Describe(compound));
        Assert.Equal(Convert.ToHexString(Hex.Bytes(canonical ?? wire)), Convert.ToHexString(Rewrite(compound)));
    }

    [Fact]
    public void A_receiver_says_all_it_knows_in_one_compound()
    {
        Span<byte> wire = stackalloc byte[CompoundWriter.MaxSize];
        CompoundWriter writer = new(wire);
        writer.ReceiverReport(Sender, []);
        writer.SourceDescription(Sender, "a");
        XrWriter blocks = new(stackalloc byte[XrWriter.MaxSize]);
        blocks.Add(new ReceiverReferenceTime(new(1)));
        blocks.Add([new DelaySinceLastReference(Sender, 2, 3)]);
        blocks.Add(new StatisticsSummary(Source, new(1), new(2), 3, 4, new(5, 6, 7, 8)));
        blocks.Add(new IdmsReport(Source, 96, 7, new(1UL << 32), new(8), new NtpTime(2UL << 32)));
        blocks.Add(new MeasurementInformation(Source, new(1), 2, 3, 65_536, 5));
        blocks.Add(new BurstGapLoss(Source, XrPeriod.Interval, CountsDiscards: false, 1, 2, 3, 4, 5, 6));
        blocks.Add(new DiscardCount(Source, XrPeriod.Interval, DiscardType.Late, 1));
        blocks.Add(new DiscardCount(Source, XrPeriod.Interval, DiscardType.Early, 2));
        blocks.Add(new DiscardCount(Source, XrPeriod.Interval, DiscardType.Duplicate, 3));
        Assert.Equal(XrWriter.MaxSize, blocks.Written.Length);
        writer.ExtendedReport(Sender, blocks.Written);
        Assert.True(CompoundPacket.TryParse(writer.Written, out CompoundPacket compound, out _));
        Assert.Equal(
            "RR 11223344; SDES 11223344 a; XR 11223344 [reference 00000000.00000001] [delay 11223344 2 3] "
            + "[statistics aabbccdd 1-2 lost 3 duplicates 4 jitter 5 6 7 8] "
            + "[idms aabbccdd 96 7 00000001.00000000 8 00000002.00000000] [period aabbccdd first 1 2-3 65536 1 s 5] "
            + "[burst aabbccdd Interval 1 2 3 4 5 6] [discards aabbccdd Interval Late 1] [discards aabbccdd Interval Early 2] "
            + "[discards aabbccdd Interval Duplicate 3]",
            CompoundPacketTests.Describe(compound));
    }

    [Theory]
    // A block that is longer than the packet; half a header cannot be, packets are whole words.
    [InlineData("80cf 0003 11223344 18a00002 aabbccdd")]
    [InlineData("80cf 0002 11223344 1800ffff")]
    [InlineData("80cf 0000")]
    public void A_report_whose_blocks_run_over_is_refused(string wire)
    {
        Assert.False(CompoundPacket.TryParse(Hex.Bytes(wire), out _, out ParseError error));
        Assert.Equal("Truncated body at offset 0", error.ToString());
    }

    [Fact]
    public void Every_prefix_of_every_block_is_refused_and_every_wrong_length_skipped()
    {
        foreach (TheoryDataRow<string, string, string?> row in Blocks)
        {
            byte[] block = Hex.Bytes(row.Data.Item1);
            for (int words = 1; words < block.Length / 4; words++)
            {
                Assert.False(CompoundPacket.TryParse(Packet(block[..(words * 4)]), out _, out _));

                // The same, cut to what it says to be: a block of a known type and an unknown form.
                byte[] cut = block[..(words * 4)];
                BinaryPrimitives.WriteUInt16BigEndian(cut.AsSpan(2), (ushort)(words - 1));
                Assert.True(CompoundPacket.TryParse(Packet(cut), out CompoundPacket compound, out _));
                Assert.Equal($"XR 11223344 [{(XrBlockType)block[0]} {block[1]} {(words - 1) * 4}]", CompoundPacketTests.Describe(compound));
            }
        }
    }

    [Fact]
    public void Blocks_nobody_knows_are_skipped_and_those_behind_them_read()
    {
        byte[] packet = Packet(Hex.Bytes("07010000 ff020001 deadbeef 18a00002 aabbccdd 00000004"));
        Assert.True(CompoundPacket.TryParse(packet, out CompoundPacket compound, out _));
        Assert.Equal("XR 11223344 [7 1 0] [255 2 4] [discards aabbccdd Interval Late 4]", CompoundPacketTests.Describe(compound));
    }

    [Fact]
    public void Of_many_receivers_each_finds_its_own_answer()
    {
        byte[] packet = Packet(Hex.Bytes("05000006 00000001 00000002 00000003 11223344 b7052000 00054000"));
        Assert.True(CompoundPacket.TryParse(packet, out CompoundPacket compound, out _));
        foreach (RtcpPacket each in compound)
        {
            Assert.True(ExtendedReport.TryParse(each, out ExtendedReport report));
            foreach (XrBlock block in report)
            {
                Assert.False(DelaySinceLastReference.TryFind(block, new(7), out _));
                Assert.True(DelaySinceLastReference.TryFind(block, Sender, out DelaySinceLastReference delay));

                // The figures of RFC 3550 §6.4.1: the arithmetic is the same, seen from the other end.
                Assert.Equal(TimeSpan.FromSeconds(6.125), delay.RoundTrip(new(0xb710_8000UL << 16)));
            }
        }
    }

    [Theory]
    // Seconds and their 65 536ths behind reception; across the wrap of the middle bits, and in front of it.
    [InlineData(0x0001_2345_8000_ffffUL, 0x2346_0000u, 0x0001_2346_0000_0000UL)]
    [InlineData(0x0001_ffff_8000_0000UL, 0x0000_8000u, 0x0002_0000_8000_0000UL)]
    [InlineData(0x0001_0000_0000_0000UL, 0xffff_ffffu, 0x0000_ffff_ffff_0000UL)]
    public void The_whole_time_of_presentation_is_the_one_nearest_to_reception(ulong received, uint middle, ulong presented) =>
        Assert.Equal(new NtpTime(presented), new IdmsReport(Source, 96, 1, new(received), new(5), middle).Presented);

    [Theory]
    [InlineData(1, 7u, 3u, 3)]
    [InlineData(1, 6u, 3u, 2)]
    [InlineData(1, 0u, 0u, 0)]
    [InlineData(16, 7u, 3u, 0)]
    [InlineData(1, 0xfffffeu, 3u, 0)]
    [InlineData(1, 7u, 0xfffu, 0)]
    public void The_longest_run_is_at_least_the_mean(byte threshold, uint lost, uint bursts, int expected) => Assert.Equal(
        expected, new BurstGapLoss(Source, XrPeriod.Interval, false, threshold, 0, lost, lost, bursts, 0).LongestRunAtLeast);

    [Fact]
    public void What_does_not_fit_is_written_as_over_the_range()
    {
        BurstGapLoss loss = new(Source, XrPeriod.Interval, false, 1, 1 << 24, uint.MaxValue, 0xffffff, 4_096, 1UL << 36);
        XrWriter blocks = new(stackalloc byte[XrWriter.MaxSize]);
        blocks.Add(loss);
        Assert.Equal(Hex.Bytes("14800005 aabbccdd 01 fffffe fffffe ffffff ffe f fffffffe"), blocks.Written.ToArray());
    }

    [Fact]
    public void What_is_written_is_read() => Prop.ForAll(
        (from words in Word.ArrayOf(12) from text in ArbMap.Default.GeneratorFor<byte>() select (words, text)).ToArbitrary(), input =>
    {
        uint[] w = input.words;
        XrPeriod period = (XrPeriod)(input.text & 3);
        StatisticsSummary summary = new(
            new(w[0]), new((ushort)w[1]), new((ushort)w[2]), w[3], w[4], new JitterSummary(w[5], w[6], w[7], w[8]));
        BurstGapLoss loss = new(
            new(w[0]), period, w[1] % 2 == 0, input.text, w[2] >> 8, w[3] >> 8, w[4] >> 8, w[5] >> 20, ((ulong)w[6] << 4) | (w[7] >> 28));
        MeasurementInformation information = new(new(w[0]), new((ushort)w[1]), w[2], w[3], w[4], ((ulong)w[5] << 32) | w[6]);
        DiscardCount discards = new(new(w[9]), period, (DiscardType)((input.text >> 2) & 3), w[10]);
        XrWriter blocks = new(stackalloc byte[XrWriter.MaxSize]);
        blocks.Add(summary);
        blocks.Add(loss);
        blocks.Add(information);
        blocks.Add(discards);

        int understood = 0;
        Assert.True(CompoundPacket.TryParse(Packet(blocks.Written.ToArray()), out CompoundPacket compound, out _));
        foreach (RtcpPacket packet in compound)
        {
            Assert.True(ExtendedReport.TryParse(packet, out ExtendedReport report));
            foreach (XrBlock block in report)
            {
                understood += StatisticsSummary.TryParse(block, out StatisticsSummary a) && a == summary ? 1 : 0;
                understood += BurstGapLoss.TryParse(block, out BurstGapLoss b) && b == loss ? 1 : 0;
                understood += MeasurementInformation.TryParse(block, out MeasurementInformation c) && c == information ? 1 : 0;
                understood += DiscardCount.TryParse(block, out DiscardCount d) && d == discards ? 1 : 0;
            }
        }

        return understood == 4;
    }).QuickCheckThrowOnFailure();

    internal static string Describe(ExtendedReport report)
    {
        string text = $"XR {report.Sender}";
        foreach (XrBlock block in report)
            text += $" [{Describe(block)}]";
        return text;
    }

    private static string Describe(XrBlock block)
    {
        if (ReceiverReferenceTime.TryParse(block, out ReceiverReferenceTime time))
            return $"reference {time.Ntp}";
        if (DelaySinceLastReference.TryFind(block, Sender, out DelaySinceLastReference delay))
            return $"delay {delay.Receiver} {delay.LastReference:x} {delay.Delay}";
        if (StatisticsSummary.TryParse(block, out StatisticsSummary s))
        {
            return $"statistics {s.Source} {s.Begin.Value}-{s.End.Value}{(s.Lost is { } lost ? $" lost {lost}" : "")}"
                + (s.Duplicates is { } duplicates ? $" duplicates {duplicates}" : "")
                + (s.Jitter is { } j ? $" jitter {j.Least} {j.Most} {j.Mean} {j.Deviation}" : "");
        }

        if (IdmsReport.TryParse(block, out IdmsReport i))
            return $"idms {i.Source} {i.PayloadType} {i.Group} {i.Received} {i.Rtp} {i.Presented?.ToString() ?? "not shown"}";

        if (MeasurementInformation.TryParse(block, out MeasurementInformation m))
        {
            return $"period {m.Source} first {m.First.Value} {m.IntervalFirst}-{m.Last} {m.Interval} "
                + FormattableString.Invariant($"{m.IntervalTime.TotalSeconds} s {m.Cumulative}");
        }

        if (BurstGapLoss.TryParse(block, out BurstGapLoss l))
        {
            return $"burst {l.Source} {l.Period}{(l.CountsDiscards ? " discards" : "")} {l.Threshold} {l.Durations} {l.Lost} {l.Expected} "
                + $"{l.Bursts} {l.SquaredDurations}";
        }

        return DiscardCount.TryParse(block, out DiscardCount d)
            ? $"discards {d.Source} {d.Period} {d.Why} {d.Count}"
            : $"{block.Type} {block.Specific} {block.Content.Length}";
    }

    private static byte[] Packet(byte[] blocks)
    {
        byte[] wire = new byte[8 + blocks.Length];
        CompoundWriter writer = new(wire);
        writer.ExtendedReport(Sender, blocks);
        return writer.Written.ToArray();
    }

    private static byte[] Rewrite(CompoundPacket compound)
    {
        XrWriter writer = new(new byte[XrWriter.MaxSize]);
        foreach (RtcpPacket packet in compound)
        {
            Assert.True(ExtendedReport.TryParse(packet, out ExtendedReport report));
            foreach (XrBlock block in report)
            {
                if (ReceiverReferenceTime.TryParse(block, out ReceiverReferenceTime time))
                    writer.Add(time);
                if (DelaySinceLastReference.TryFind(block, Sender, out DelaySinceLastReference delay))
                    writer.Add([delay]);
                if (StatisticsSummary.TryParse(block, out StatisticsSummary summary))
                    writer.Add(summary);
                if (IdmsReport.TryParse(block, out IdmsReport idms))
                    writer.Add(idms);
                if (MeasurementInformation.TryParse(block, out MeasurementInformation information))
                    writer.Add(information);
                if (BurstGapLoss.TryParse(block, out BurstGapLoss loss))
                    writer.Add(loss);
                if (DiscardCount.TryParse(block, out DiscardCount discards))
                    writer.Add(discards);
            }
        }

        return writer.Written.ToArray();
    }
}
