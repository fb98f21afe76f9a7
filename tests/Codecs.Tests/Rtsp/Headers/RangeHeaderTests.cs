using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Codecs.Tests.Rtsp.Headers;

public sealed class RangeHeaderTests
{
    [Theory]
    // RFC 2326 §3.6 and §12.29, and what clients send.
    [InlineData("npt=123.45-125", "npt=123.450-125.000")]
    [InlineData("npt=12:05:35.3-", "npt=43535.300-")]
    [InlineData("npt=now-", "npt=now-")]
    [InlineData("npt=0.000-", "npt=0.000-")]
    [InlineData("npt=0-7.7125001", "npt=0.000-7.7125001")]
    [InlineData("npt=-20", "npt=-20.000")]
    [InlineData("npt=now-30", "npt=now-30.000")]
    [InlineData("npt=10-15;time=19970123T153600Z", "npt=10.000-15.000")]
    [InlineData(" NPT = 1 - 2 ", "npt=1.000-2.000")]
    [InlineData("npt=00000000000000000001.5-", "npt=1.500-")]
    [InlineData("npt=1.-", "npt=1.000-")]
    [InlineData("npt=20-10", "npt=20.000-10.000")]
    // Below the tick of 100 ns nothing is kept.
    [InlineData("npt=0.00000009-0.99999999", "npt=0.000-0.9999999")]
    // One time alone.
    [InlineData("npt=5", "npt=5.000-")]
    // A live stream of a camera.
    [InlineData("npt=0-now", "npt=0.000-")]
    // The longest there is.
    [InlineData("npt=99999999999-", "npt=99999999999.000-")]
    [InlineData("npt=2147483648-4294967296", "npt=2147483648.000-4294967296.000")]
    public void What_is_read_is_written_canonically(string wire, string canonical)
    {
        Assert.True(RangeHeader.TryParse(wire, out RangeHeader? range, out ParseError error), error.ToString());
        Assert.Equal(RangeUnit.Npt, range.Unit);
        Assert.Equal(canonical, range.ToString());
        Assert.True(RangeHeader.TryParse(canonical, out RangeHeader? again, out _));
        Assert.Equal(range, again);
    }

    [Fact]
    public void Both_ends_may_be_open()
    {
        Assert.True(RangeHeader.TryParse("npt=1:00:00.5-", out RangeHeader? from, out _));
        Assert.Equal((MediaTime.FromSeconds(3_600.5), null, false), (from.Start!.Value, from.End, from.IsNow));
        Assert.True(RangeHeader.TryParse("npt=-10", out RangeHeader? to, out _));
        Assert.Equal((null, MediaTime.FromSeconds(10), false), (to.Start, to.End!.Value, to.IsNow));
        Assert.True(RangeHeader.TryParse("npt=now-", out RangeHeader? now, out _));
        Assert.Equal((null, null, true), (now.Start, now.End, now.IsNow));
        Assert.Equal("npt=0.000-", RangeHeader.Npt(null, null).ToString());
        Assert.Equal("npt=0.000-2.500", RangeHeader.Npt(MediaTime.Zero, MediaTime.FromSeconds(2.5)).ToString());
    }

    [Theory]
    [InlineData("smpte=10:12:33:20-", RangeUnit.Smpte)]
    [InlineData("smpte-30-drop=10:07:00-10:07:33:05.01", RangeUnit.Smpte)]
    [InlineData("clock=19961108T143720.25Z-", RangeUnit.Clock)]
    [InlineData("frames=1-2", RangeUnit.Unknown)]
    public void Other_units_are_recognised_and_kept(string wire, RangeUnit unit)
    {
        Assert.True(RangeHeader.TryParse(wire, out RangeHeader? range, out _));
        Assert.Equal((unit, wire), (range.Unit, range.ToString()));
    }

    [Theory]
    [InlineData("", "Invalid range unit at offset 0")]
    [InlineData("10-20", "Invalid range unit at offset 0")]
    [InlineData("=10-20", "Invalid range unit at offset 0")]
    [InlineData("npt=", "Invalid npt-range at offset 4")]
    [InlineData("npt=-", "Invalid npt-range at offset 4")]
    [InlineData("npt=-1-", "Invalid npt-time at offset 5")]
    [InlineData("npt=--1", "Invalid npt-time at offset 5")]
    [InlineData("npt=NaN-", "Invalid npt-range at offset 4")]
    [InlineData("npt=Infinity-", "Invalid npt-range at offset 4")]
    [InlineData("npt=1e3-", "Invalid npt-range at offset 4")]
    [InlineData("npt=.5-", "Invalid npt-range at offset 4")]
    [InlineData("npt=1:2-", "Invalid npt-range at offset 4")]
    [InlineData("npt=1:60:00-", "Invalid npt-range at offset 4")]
    [InlineData("npt=1:00:60-", "Invalid npt-range at offset 4")]
    [InlineData("npt=:00:00-", "Invalid npt-range at offset 4")]
    [InlineData("npt=1:2:3:4-", "Invalid npt-range at offset 4")]
    [InlineData("npt=100000000000-", "TooLarge npt-range at offset 4")]
    [InlineData("npt=0-99999999999999999999999999", "TooLarge npt-time at offset 6")]
    [InlineData("npt=99999999999999999999:00:00-", "TooLarge npt-range at offset 4")]
    public void What_is_wrong_is_named(string wire, string expected)
    {
        Assert.False(RangeHeader.TryParse(wire, out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }
}
