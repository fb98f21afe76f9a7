using System.Buffers.Binary;
using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Testing;
using Streaming.Testing.Repair;

namespace Streaming.Codecs.Tests.Fec;

/// <summary>Parity made to deceive: nothing of it is handed out that cannot be of the stream, and nothing of it costs much.</summary>
public sealed class HostileParityTests
{
    private readonly RepairBench _bench = new(ParityLayout.OfRows(5));
    private readonly List<byte[]> _media;
    private readonly byte[] _parity;

    public HostileParityTests()
    {
        // Five packets of a row, of which the middle one is lost; sixty bytes and less.
        MediaPackets stream = new(1, first: 100) { LongestPayload = 50 };
        _media = stream.Take(5);
        _parity = Assert.Single(_bench.Send(_media));
        _bench.Arrive([.. _media[..2], .. _media[3..]]);
    }

    [Theory]
    [InlineData(12, 0x5eed_0002u)]
    [InlineData(12, 0u)]
    public void A_foreign_source_is_refused(int offset, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_parity.AsSpan(offset), value);
        Refuse(_parity);
        Assert.Equal(1, _bench.Decoder.Statistics.Foreign);
    }

    [Theory]
    [InlineData(20_000, 5, 0)] // Not for another twenty thousand packets.
    [InlineData(300, 5, 0)]
    [InlineData(104, 255, 0)] // Ends far in the future.
    [InlineData(104, 255, 255)]
    [InlineData(100, 0, 5)]
    [InlineData(100, 0, 0)]
    [InlineData(65_000, 255, 255)] // Wider than any ring.
    [InlineData(65_000, 64, 15)]
    public void An_absurd_claim_is_refused(int first, byte columns, byte rows)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_parity.AsSpan(24), (ushort)first);
        (_parity[26], _parity[27]) = (columns, rows);
        Refuse(_parity);
        Assert.Equal(1, _bench.Decoder.Statistics.Malformed);
        Assert.Equal(FecProspect.None, _bench.Decoder.Prospect(new(102)));
    }

    [Fact]
    public void A_parity_packet_cut_anywhere_gives_nothing_but_when_only_zeros_are_missing()
    {
        for (int length = 0; length < _parity.Length; length++)
        {
            RepairBench bench = new(ParityLayout.OfRows(5));
            bench.Send(_media);
            bench.Arrive([.. _media[..2], .. _media[3..]]);
            bench.Arrive(_parity[..length].Length > 1 ? _parity[..length] : [0x80, RepairBench.ParityType]);
            Assert.Empty(bench.Recovered);
        }

        _bench.Arrive(_parity);
        Assert.Single(_bench.Recovered);
    }

    [Theory]
    [InlineData(17, 0x01)] // Another payload type.
    [InlineData(17, 0x40)]
    [InlineData(18, 0xff)] // Longer than the parity.
    [InlineData(19, 0x80)]
    [InlineData(19, 0x01)] // One byte less: what is cut off would have to be zero.
    [InlineData(20, 0x40)] // A stamp far from the others.
    public void A_packet_that_cannot_be_of_the_stream_is_not_handed_out(int offset, byte change)
    {
        _parity[offset] ^= change;
        Assert.True(_bench.Decoder.AcceptParity(_parity));
        Assert.False(_bench.Decoder.TryTake(out _));
        Assert.Equal((0, 1), (_bench.Decoder.Statistics.Recovered, _bench.Decoder.Statistics.Refused));
    }

    [Fact]
    public void A_packet_whose_header_does_not_fit_into_it_is_not_handed_out()
    {
        // All fifteen contributing sources and an extension that is longer than the packet.
        _parity[16] ^= (byte)((_media[2][0] & 0x1f) ^ 0x1f);
        Assert.True(_bench.Decoder.AcceptParity(_parity));
        Assert.False(_bench.Decoder.TryTake(out _));
        Assert.Equal(1, _bench.Decoder.Statistics.Refused);
    }

    [Fact]
    public void A_packet_longer_than_the_sum_it_should_be_in_spoils_only_that_sum()
    {
        byte[] giant = [.. _media[2], .. new byte[5_000]];
        giant[0] &= 0xdf;
        RepairBench bench = new(ParityLayout.OfRows(5));
        bench.Send(_media);
        bench.Arrive([giant, _media[0], _media[1], _media[3]]);
        bench.Arrive(_parity);
        Assert.Empty(bench.Recovered);
        Assert.Equal(1, bench.Decoder.Statistics.Refused);
    }

    [Fact]
    public void Media_too_long_to_be_protected_is_not_kept()
    {
        byte[] giant = [.. new MediaPackets(2, first: 105).Next(), .. new byte[ParityEncoder.MostPacket]];
        giant[0] &= 0xdf;
        _bench.Arrive(giant);
        Assert.Equal(1, _bench.Decoder.Statistics.Malformed);
    }

    [Fact]
    public void Parity_whose_stamps_leap_is_not_believed_before_media_confirms_it()
    {
        MediaPackets stream = new(5, first: 0) { LongestPayload = 20 };
        RepairBench bench = new(ParityLayout.OfRows(5));
        foreach (byte[] packet in stream.Take(100))
            bench.Arrive([packet, .. bench.Send(packet)]);
        List<byte[]> media = stream.Take(10), parity = bench.Send(media);
        bench.Arrive([.. media[..2], .. media[3..5]]);
        parity[0][4] ^= 0x40;
        Assert.False(bench.Arrive(parity[0]));
        Assert.Equal(1, bench.Decoder.Statistics.Refused);
        bench.Arrive([.. media[5..7], .. media[8..]]);
        Assert.True(bench.Arrive(parity[1]));
        Assert.Equal([107], bench.Recovered);
    }

    [Fact]
    public void A_flood_of_parity_that_waits_for_ever_takes_no_more_memory_than_it_may()
    {
        SeededRandom random = new(1);
        MediaPackets stream = new(5, first: 0) { LongestPayload = 20 };
        RepairBench bench = new(ParityLayout.None);
        bench.Arrive(stream.Take(1_000));
        byte[] parity = [.. _parity[..28], .. new byte[1_400]];
        Flood();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Flood();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(bench.Decoder.Statistics.Expired > 0);

        void Flood()
        {
            for (int i = 0; i < 3_000; i++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(parity.AsSpan(24), (ushort)(990 + random.Next(20)));
                (parity[26], parity[27]) = ((byte)random.Next(20, 60), (byte)random.Next(2, 3));
                bench.Decoder.AcceptParity(parity);
            }
        }
    }

    [Theory, Seeds(4)]
    public void Whatever_arrives_nothing_throws_and_what_is_handed_out_is_a_packet_of_the_stream(ulong seed)
    {
        SeededRandom random = new(seed);
        RepairBench bench = new(ParityLayout.OfBoth(4, 4));
        List<byte[]> media = new MediaPackets(seed, (ushort)random.Next(65_536)) { LongestPayload = 100 }.Take(64);
        List<byte[]> parity = bench.Send(media);
        Mutator mutator = new(seed, [.. media, .. parity], [[0], [0xff, 0xff], new byte[100]]);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] packet = random.Next(3) switch
            {
                0 => mutator.Next(),
                1 => media[random.Next(media.Count)],
                _ => parity[random.Next(parity.Count)],
            };
            if (random.Next(2) == 0)
                bench.Decoder.AcceptSource(packet);
            else
                bench.Decoder.AcceptParity(packet);
            while (bench.Decoder.TryTake(out ReadOnlySpan<byte> recovered))
            {
                Assert.True(RtpHeader.TryParse(recovered, out RtpHeader header, out _, out _));
                Assert.Equal((MediaPackets.PayloadType, bench.Decoder.Source), (header.PayloadType, (Ssrc?)header.Ssrc));
                Assert.InRange(recovered.Length, RtpHeader.Size, ParityEncoder.MostPacket);
            }

            bench.Decoder.Prospect(new((ushort)random.Next(65_536)));
        }

        FecStatistics all = bench.Decoder.Statistics;
        Assert.True(all.Malformed > 0 && all.Foreign > 0 && all.Refused > 0 && all.Restarts > 0, all.ToString());
    }

    private void Refuse(byte[] parity)
    {
        Assert.False(_bench.Arrive(parity));
        Assert.Empty(_bench.Recovered);
        Assert.Equal(0, _bench.Decoder.Statistics.Parity);
    }
}
