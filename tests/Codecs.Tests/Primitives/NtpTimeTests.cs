using FsCheck;
using FsCheck.Fluent;

namespace Streaming.Codecs.Tests.Primitives;

public sealed class NtpTimeTests
{
    [Theory]
    // RFC 868: 1970 is 2 208 988 800 s after 1900. The era ends in February 2036.
    [InlineData("1900-01-01T00:00:00Z", 0x00000000_00000000)]
    [InlineData("1970-01-01T00:00:00.5Z", 0x83aa7e80_80000000)]
    [InlineData("2036-02-07T06:28:15Z", 0xffffffff_00000000)]
    [InlineData("2036-02-07T06:28:16Z", 0x00000000_00000000)]
    public void A_time_of_day_is_counted_from_1900(string utc, ulong expected) =>
        Assert.Equal(new NtpTime(expected), NtpTime.FromUtc(DateTimeOffset.Parse(utc).UtcDateTime));

    [Fact]
    public void The_middle_is_16_bits_of_seconds_and_16_of_fraction() =>
        Assert.Equal(0x7e80_8000u, new NtpTime(0x83aa7e80_80000000).Middle);

    [Fact]
    public void Distances_are_right_across_the_change_of_era()
    {
        NtpTime before = new(0xffffffff_80000000), after = new(0x00000001_00000000);
        Assert.Equal(TimeSpan.FromSeconds(1.5), after - before);
        Assert.Equal(TimeSpan.FromSeconds(-1.5), before - after);
        Assert.Equal(after, before + TimeSpan.FromSeconds(1.5));
        Assert.Equal(before, after + TimeSpan.FromSeconds(-1.5));
    }

    [Fact]
    public void Going_on_and_measuring_agree_to_the_tick() => Prop.ForAll<ulong, long>((start, ticks) =>
    {
        // Half an era either way is as far as a distance is defined.
        TimeSpan length = new(ticks % TimeSpan.FromDays(365 * 60).Ticks);
        NtpTime time = new(start);
        return Math.Abs((time + length - time - length).Ticks) <= 1;
    }).QuickCheckThrowOnFailure();
}
