using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Testing.Repair;

namespace Streaming.Codecs.Tests.Fec;

public sealed class FecDecoderTests
{
    private readonly RepairBench _bench = new(ParityLayout.OfRows(5));
    private readonly MediaPackets _media = new(1, first: 65_530);

    [Fact]
    public void A_lost_packet_comes_back_whole_when_its_parity_arrives()
    {
        List<byte[]> media = _media.Take(5), parity = _bench.Send(media);
        _bench.Arrive(media[..2]);
        _bench.Arrive(media[3..]);
        Assert.Empty(_bench.Recovered);
        Assert.True(_bench.Arrive(Assert.Single(parity)));
        Assert.Equal([65_532], _bench.Recovered);
        Assert.Equal(new FecStatistics() with { Parity = 1, Recovered = 1 }, _bench.Decoder.Statistics);
    }

    [Fact]
    public void Parity_that_comes_before_its_media_waits_for_it()
    {
        RepairBench bench = new(ParityLayout.OfRows(5));
        MediaPackets stream = new(2);
        List<byte[]> before = stream.Take(5), media = stream.Take(5);
        bench.Arrive(before);
        bench.Send(before);
        byte[] parity = Assert.Single(bench.Send(media));
        bench.Arrive(parity);
        bench.Arrive(media[..3]);
        Assert.Empty(bench.Recovered);
        bench.Arrive(media[4]);
        Assert.Equal([RepairBench.NumberOf(media[3])], bench.Recovered);
    }

    [Fact]
    public void Parity_long_after_its_media_still_finds_it()
    {
        List<byte[]> before = _media.Take(300);
        _bench.Arrive(before);
        _bench.Send(before);
        List<byte[]> media = _media.Take(5);
        byte[] parity = Assert.Single(_bench.Send(media));
        _bench.Arrive(media[1..]);
        _bench.Arrive(_media.Take(200));
        Assert.True(_bench.Arrive(parity));
        Assert.Equal([RepairBench.NumberOf(media[0])], _bench.Recovered);
    }

    [Fact]
    public void Parity_after_its_media_is_forgotten_expires()
    {
        List<byte[]> media = _media.Take(5);
        byte[] parity = Assert.Single(_bench.Send(media));
        _bench.Arrive(media[1..]);
        _bench.Arrive(_media.Take(1_200));
        Assert.True(_bench.Arrive(parity));
        Assert.Empty(_bench.Recovered);
        Assert.Equal(1, _bench.Decoder.Statistics.Expired);
    }

    [Fact]
    public void A_square_of_losses_is_peeled_as_far_as_it_goes()
    {
        // Rows and columns of four: lost are a whole row, and of the row below one packet. The columns bring three, and the rest follows.
        RepairBench bench = new(ParityLayout.OfBoth(4, 4));
        MediaPackets stream = new(5, first: 0);
        List<byte[]> media = stream.Take(16);
        List<byte[]> parity = [.. bench.Send(media), .. bench.Send(stream.Take(16))];
        bench.Arrive(media.Where((_, i) => i is not (4 or 5 or 6 or 7 or 8)));
        bench.Arrive(parity);
        Assert.Equal([4, 5, 6, 7, 8], bench.Recovered.Order());
    }

    [Fact]
    public void The_last_packet_of_all_comes_back_though_nothing_follows_it()
    {
        List<byte[]> media = _media.Take(3);
        _bench.Send(media);
        List<byte[]> parity = _bench.Flush();
        _bench.Arrive(media[..2]);
        _bench.Arrive(parity);
        Assert.Equal([65_532], _bench.Recovered);
    }

    [Fact]
    public void Nothing_is_recovered_that_arrived_late_or_was_sent_again()
    {
        RepairBench bench = new(ParityLayout.OfColumns(2, 2));
        MediaPackets stream = new(1, first: 0);
        List<byte[]> media = stream.Take(4);
        List<byte[]> parity = [.. bench.Send(media), .. bench.Send(stream.Take(4))];
        bench.Arrive([media[1], media[3]]);
        bench.Arrive(parity[0]);
        Assert.Empty(bench.Recovered);
        bench.Arrive(media[2]);
        Assert.Equal([0], bench.Recovered);
        bench.Arrive(media[0]);
        Assert.Equal(0, bench.Decoder.Statistics.Restarts);
    }

    [Fact]
    public void Parity_that_comes_twice_counts_once()
    {
        List<byte[]> media = _media.Take(5);
        byte[] parity = Assert.Single(_bench.Send(media));
        _bench.Arrive(media[2..]);
        _bench.Arrive([parity, parity]);
        _bench.Arrive([media[1], parity]);
        Assert.Equal([65_530], _bench.Recovered);
        Assert.Equal(new FecStatistics() with { Parity = 3, Recovered = 1, Duplicates = 1, Idle = 1 }, _bench.Decoder.Statistics);
    }

    [Fact]
    public void Packets_from_a_whole_round_of_numbers_earlier_are_never_mixed_with_those_of_now()
    {
        // At about 130 packets a second 65 536 packets take eight minutes. The outage takes exactly all of them; numbers go on as if
        // nothing had happened, and the parity speaks of numbers that are in the ring.
        RepairBench bench = new(ParityLayout.OfRows(10));
        MediaPackets stream = new(6, first: 0);
        bench.Arrive(stream.Take(200));
        stream.Skip(65_536 - 5);
        List<byte[]> media = stream.Take(10);
        byte[] parity = Assert.Single(bench.Send(media));
        Assert.Equal(195, RepairBench.NumberOf(media[0]));
        bench.Arrive(parity);
        Assert.Empty(bench.Recovered);
        bench.Arrive(media[5..9]);
        Assert.Empty(bench.Recovered);
        Assert.Equal(1, bench.Decoder.Statistics.Restarts);

        // From there on it is a stream like any other.
        media = stream.Take(10);
        parity = Assert.Single(bench.Send(media));
        bench.Arrive([.. media[..4], .. media[5..], parity]);
        Assert.Equal([RepairBench.NumberOf(media[4])], bench.Recovered);
    }

    [Fact]
    public void Parity_from_before_an_outage_is_not_used_on_packets_after_it()
    {
        RepairBench bench = new(ParityLayout.OfRows(10));
        MediaPackets stream = new(7, first: 0);
        bench.Arrive(stream.Take(200));
        List<byte[]> media = stream.Take(10);
        bench.Arrive(media[..5]);
        bench.Arrive(bench.Send(media));
        stream.Skip(65_536 - 5);
        List<byte[]> after = stream.Take(4);
        Assert.Equal(205, RepairBench.NumberOf(after[0]));
        bench.Arrive(after);
        Assert.Empty(bench.Recovered);
        Assert.Equal(1, bench.Decoder.Statistics.Expired);
    }

    [Fact]
    public void A_stream_that_starts_over_with_other_packets_under_the_same_numbers_is_a_new_stream()
    {
        RepairBench bench = new(ParityLayout.OfRows(5));
        bench.Arrive(new MediaPackets(8, first: 0).Take(100));
        List<byte[]> media = new MediaPackets(9, first: 98).Take(5), parity = bench.Send(media);
        bench.Arrive([.. media[..4], .. parity]);
        Assert.Equal([102], bench.Recovered);
        Assert.Equal(1, bench.Decoder.Statistics.Restarts);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(45_000)]
    public void A_stream_that_goes_on_at_quite_other_numbers_is_followed(ushort first)
    {
        RepairBench bench = new(ParityLayout.OfRows(5));
        bench.Arrive(new MediaPackets(8, first: 0).Take(100));
        MediaPackets stream = new(9, first);
        bench.Arrive(stream.Take(80).Where((_, i) => i % 8 != 0));
        List<byte[]> media = stream.Take(5), parity = bench.Send(media);
        bench.Arrive([.. media[..4], .. parity]);
        Assert.Single(bench.Recovered);
        Assert.Equal(1, bench.Decoder.Statistics.Restarts);
    }

    [Fact]
    public void Stray_packets_with_numbers_far_off_do_not_disturb()
    {
        List<byte[]> media = _media.Take(5), parity = _bench.Send(media), strays = new MediaPackets(4, first: 30_000).Take(9);
        _bench.Arrive([media[0], strays[0], media[1], strays[1], media[2], strays[8], media[4], .. parity]);
        Assert.Equal([65_533], _bench.Recovered);
        Assert.Equal(0, _bench.Decoder.Statistics.Restarts);
    }

    [Fact]
    public void A_burst_sent_again_too_late_is_no_new_stream()
    {
        List<byte[]> early = _media.Take(30);
        _bench.Arrive(_media.Take(400));
        _bench.Arrive(early);
        Assert.Equal(0, _bench.Decoder.Statistics.Restarts);
    }

    [Fact]
    public void Another_source_is_foreign_until_it_is_followed()
    {
        MediaPackets other = new(3, first: 7, ssrc: 99);
        _bench.Arrive(_media.Take(3));
        _bench.Arrive(other.Take(3));
        Assert.Equal(3, _bench.Decoder.Statistics.Foreign);
        _bench.Decoder.Follow(new(99));
        _bench.Arrive(other.Take(3));
        Assert.Equal(3, _bench.Decoder.Statistics.Foreign);
        Assert.Equal(new Ssrc(99), _bench.Decoder.Source);
    }

    [Fact]
    public void Text_with_seconds_between_its_packets_is_recovered_too()
    {
        RepairBench bench = new(ParityLayout.OfRows(3));
        MediaPackets stream = new(3) { FrameUnits = 300_000 };
        bench.Arrive(stream.Take(60));
        List<byte[]> media = stream.Take(3), parity = bench.Send(media);
        bench.Arrive([media[0], media[2], .. parity]);
        Assert.Equal([RepairBench.NumberOf(media[1])], bench.Recovered);
    }

    [Fact]
    public void A_stream_in_its_stride_allocates_nothing_whether_packets_are_lost_or_not()
    {
        FecEncoder encoder = new(127, RepairBench.ParityStream, RepairBench.Source);
        encoder.Change(ParityLayout.OfBoth(10, 5));
        FecDecoder decoder = new(MediaPackets.PayloadType, ClockRate.Video);
        List<byte[]> media = new MediaPackets(1).Take(6_000);
        LossPattern heavy = new(2, 0.25), usual = new(1, 0.05);
        byte[] parity = new byte[2_000];
        int lost = 0;
        byte[][] first = [.. media[..3_000]], rest = [.. media[3_000..]];
        // What waits has its most in a heavy storm; after one there is room for all.
        Run(first, heavy);
        lost = 0;
        long recovered = decoder.Statistics.Recovered;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(rest, usual);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(lost, 100, 200);
        Assert.InRange(decoder.Statistics.Recovered - recovered, lost * 9 / 10, lost + 50);

        void Run(ReadOnlySpan<byte[]> packets, LossPattern loss)
        {
            foreach (byte[] packet in packets)
            {
                encoder.Accept(packet);
                if (loss.Next())
                    lost++;
                else
                    decoder.AcceptSource(packet);
                while (encoder.HasNext)
                {
                    int length = encoder.WriteNext(parity);
                    decoder.AcceptParity(parity.AsSpan(0, length));
                }

                while (decoder.TryTake(out _))
                {
                }
            }
        }
    }
}
