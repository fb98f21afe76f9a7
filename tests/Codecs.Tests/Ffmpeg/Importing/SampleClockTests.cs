using Streaming.Ffmpeg.Importing;

namespace Streaming.Codecs.Tests.Ffmpeg.Importing;

public sealed class SampleClockTests
{
    private static readonly TimeBase Milliseconds = new(1, 1_000);

    [Fact]
    public void Times_are_kept_to_the_clock_unit_and_count_from_zero()
    {
        PacketTable table = new(new(1, 12_288), [new(-1_024, 0, 512, 10, PacketFlags.Key), new(-512, 2_048, 512, 10, PacketFlags.None)]);
        SampleTiming[] timings = SampleClock.Place(table, ExactTime.Zero, ClockRate.Video);
        Assert.Equal([new(-7_500, 0, 3_750), new(-3_750, 15_000, 3_750)], timings);
    }

    [Fact]
    public void A_film_whose_decode_times_are_missing_gets_the_ones_its_order_asks_for()
    {
        long none = PacketRow.NoTime;
        PacketTable table = new(
            Milliseconds,
            [
                new(none, 0, 40, 1, PacketFlags.Key), new(none, 120, 40, 1, default),
                new(none, 40, 40, 1, default), new(none, 80, 40, 1, default),
            ]);
        SampleTiming[] timings = SampleClock.Place(table, ExactTime.Zero, new(1_000));
        Assert.Equal([-40, 0, 40, 80], timings.Select(timing => timing.DecodeUnits));
        Assert.All(timings, timing => Assert.True(timing.DecodeUnits <= timing.PresentationUnits));
    }

    [Fact]
    public void A_missing_duration_reaches_to_the_next_picture_shown()
    {
        PacketTable table = new(
            Milliseconds, [new(-40, 0, 0, 1, PacketFlags.Key), new(0, 100, 0, 1, default), new(40, 40, 0, 1, default)]);
        Assert.Equal([40, 50, 60], SampleClock.Place(table, ExactTime.Zero, new(1_000)).Select(timing => timing.Duration));
    }

    [Fact]
    public void What_is_discarded_does_not_make_the_beginning()
    {
        PacketRow hidden = new(-20, -20, 20, 1, PacketFlags.Key | PacketFlags.Discard);
        PacketTable table = new(Milliseconds, [hidden, new(5, 5, 20, 1, PacketFlags.Key)]);
        Assert.Equal(ExactTime.Of(5, Milliseconds), SampleClock.FirstShown(table));
    }

    [Theory]
    [InlineData("0,      -1024,          0,      512,      816, 0x98fd8acd, S=1,        8", 3)]
    [InlineData("0,      -1024,          0,      512,      816, 0x98fd8acd, F=0x5, S=1,        8", 3)]
    [InlineData("0,      -1024,          0,      512,      816", 0)]
    [InlineData("0, a, b, c, d, e", 0)]
    [InlineData("", 0)]
    public void A_row_of_the_table_is_read_or_refused(string line, int fields)
    {
        bool read = PacketTable.TryReadRow(line, out PacketRow row);
        Assert.Equal(fields > 0, read);
        if (read)
            Assert.Equal((-1_024L, 0L, 512L, 816), (row.DecodeTicks, row.PresentationTicks, row.DurationTicks, row.Size));
    }
}
