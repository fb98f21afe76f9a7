using Streaming.Formats.Fec;
using Streaming.Testing;
using Streaming.Testing.Repair;

namespace Streaming.Codecs.Tests.Fec;

/// <summary>What is said of a packet that is missing, so that nobody asks for it in vain, and nobody waits in vain.</summary>
public sealed class FecProspectTests
{
    private readonly MediaPackets _stream = new(1, first: 0) { LongestPayload = 20 };

    [Fact]
    public void Without_parity_there_is_none()
    {
        RepairBench bench = new(ParityLayout.None);
        Assert.Equal(FecProspect.None, Of(bench, 5));
        bench.Arrive(_stream.Take(5));
        _stream.Skip(1);
        bench.Arrive(_stream.Take(5));
        Assert.Equal(FecProspect.None, Of(bench, 5));
    }

    [Fact]
    public void Nothing_is_to_be_asked_for_that_is_here()
    {
        RepairBench bench = new(ParityLayout.OfRows(5));
        List<byte[]> media = _stream.Take(10), parity = bench.Send(media);
        bench.Arrive([.. media[..7], .. media[8..], .. parity]);
        Assert.Equal(FecProspect.Pending, Of(bench, 3));
        Assert.Equal(FecProspect.Pending, Of(bench, 7));
    }

    [Fact]
    public void The_parity_of_a_row_is_waited_for_until_its_end_and_a_little_longer()
    {
        RepairBench bench = new(ParityLayout.OfRows(5));
        List<byte[]> media = _stream.Take(10), parity = bench.Send(media);
        bench.Arrive([.. media[..5], parity[0], media[5], media[7]]);
        Assert.Equal(FecProspect.Pending, Of(bench, 6));
        bench.Arrive([.. media[8..], .. _stream.Take(3)]);
        Assert.Equal(FecProspect.Pending, Of(bench, 6));
        bench.Arrive(_stream.Take(1));
        Assert.Equal(FecProspect.Lost, Of(bench, 6));
        bench.Arrive(parity[1]);
        Assert.Equal([6], bench.Recovered);
    }

    [Fact]
    public void The_parity_of_a_column_is_waited_for_until_its_place_in_the_next_block()
    {
        // Blocks of 3 × 4. In the second, packet 13 is lost, of the middle column: its parity leaves with the eighth packet of the third.
        RepairBench bench = new(ParityLayout.OfColumns(3, 4));
        List<byte[]> media = _stream.Take(24);
        foreach (byte[] packet in media)
            bench.Arrive([.. RepairBench.NumberOf(packet) == 13 ? [] : new[] { packet }, .. bench.Send(packet)]);
        for (int i = 24; i < 32; i++)
        {
            byte[] packet = _stream.Next();
            bench.Arrive(packet);
            Assert.Equal(FecProspect.Pending, Of(bench, 13));
            bench.Send(packet);
        }

        bench.Arrive(_stream.Take(4));
        Assert.Equal(FecProspect.Lost, Of(bench, 13));
    }

    [Fact]
    public void Two_missing_in_a_row_are_lost_where_there_are_no_columns()
    {
        RepairBench bench = new(ParityLayout.OfRows(5));
        List<byte[]> media = _stream.Take(10), parity = bench.Send(media);
        bench.Arrive([.. media[..6], .. media[8..], .. parity]);
        Assert.Equal((FecProspect.Lost, FecProspect.Lost), (Of(bench, 6), Of(bench, 7)));
        bench.Arrive(media[6]);
        Assert.Equal([7], bench.Recovered);
    }

    [Fact]
    public void Two_missing_in_a_row_wait_for_their_columns_and_then_no_longer()
    {
        RepairBench bench = new(ParityLayout.OfBoth(3, 3));
        foreach (byte[] packet in _stream.Take(18))
            bench.Arrive([.. RepairBench.NumberOf(packet) is 9 or 10 ? [] : new[] { packet }, .. bench.Send(packet)]);
        Assert.Equal((FecProspect.Pending, FecProspect.Pending), (Of(bench, 9), Of(bench, 10)));
        bench.Arrive(_stream.Take(13));
        Assert.Equal((FecProspect.Lost, FecProspect.Lost), (Of(bench, 9), Of(bench, 10)));
    }

    [Fact]
    public void When_parity_has_not_come_for_long_it_is_over()
    {
        RepairBench bench = new(ParityLayout.OfRows(5));
        bench.Arrive(bench.Send(_stream.Take(1)));
        List<byte[]> media = _stream.Take(4);
        bench.Arrive([.. media, .. bench.Send(media)]);
        bench.Arrive(_stream.Take(80));
        _stream.Skip(1);
        bench.Arrive(_stream.Take(10));
        Assert.Equal(FecProspect.None, Of(bench, 85));
    }

    [Theory, Seeds(6)]
    public void What_is_given_up_comes_back_seldom_and_what_does_not_come_back_is_given_up(ulong seed)
    {
        RepairBench columns = new(ParityLayout.OfColumns(7, 5)), both = new(ParityLayout.OfBoth(7, 5));
        (int given, int recovered, int pending) = Follow(columns, new(seed, 0.05));
        Assert.Equal((0, 0), (given, pending));
        Assert.True(recovered > 50);
        (given, recovered, pending) = Follow(both, new(seed, 0.05));
        Assert.InRange(given, 0, recovered / 20);
        Assert.Equal(0, pending);
    }

    /// <summary>Packets that came back after they were given up; all that came back; those still waited for in the end.</summary>
    private static (int Given, int Recovered, int Pending) Follow(RepairBench bench, LossPattern loss)
    {
        MediaPackets stream = new(3, first: 65_000) { LongestPayload = 20 };
        List<int> missing = [];
        HashSet<int> given = [];
        for (int i = 0; i < 3_000; i++)
        {
            byte[] packet = stream.Next();
            List<byte[]> parity = bench.Send(packet);
            bool isQuiet = i is < 100 or > 2_900;
            if (isQuiet || !loss.Next())
                bench.Arrive(packet);
            else
                missing.Add(RepairBench.NumberOf(packet));
            bench.Arrive(parity.Where(_ => isQuiet || !loss.Next()));
            missing.RemoveAll(bench.Recovered.Contains);
            given.UnionWith(missing.Where(number => Of(bench, number) == FecProspect.Lost));
        }

        return (given.Count(bench.Recovered.Contains), bench.Recovered.Count,
            missing.Count(number => Of(bench, number) == FecProspect.Pending));
    }

    private static FecProspect Of(RepairBench bench, int number) => bench.Decoder.Prospect(new((ushort)number));
}
