using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Codecs.Tests.Rtsp.Headers;

/// <summary>The headers that hold a number or a few words.</summary>
public sealed class SmallHeaderTests
{
    [Theory]
    [InlineData("12345678", "12345678")]
    [InlineData("47112344;timeout=60", "47112344;timeout=60")]
    [InlineData(" a$-_.+b ; Timeout = 5 ; x=y", "a$-_.+b;timeout=5")]
    [InlineData("a;timeout=-1", "a")]
    [InlineData("a;timeout=2147483648", "a")]
    [InlineData("a;timeout=4294967296", "a")]
    [InlineData("a;timeout=NaN", "a")]
    [InlineData("a;timeout=0", "a;timeout=0")]
    public void Sessions_are_read_and_written(string wire, string canonical)
    {
        Assert.True(SessionHeader.TryParse(wire, out SessionHeader? header, out _));
        Assert.Equal(canonical, header.ToString());
        Assert.True(SessionHeader.TryParse(canonical, out SessionHeader? again, out _));
        Assert.Equal(header, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData(";timeout=60")]
    [InlineData("two words")]
    [InlineData("one, two")]
    public void A_session_has_one_name(string wire)
    {
        Assert.False(SessionHeader.TryParse(wire, out _, out ParseError error));
        Assert.Equal("Invalid session-id at offset 0", error.ToString());
        Assert.False(SessionHeader.TryParse(new string('s', SessionHeader.MostIdLength + 1), out _, out error));
        Assert.Equal(ParseFault.TooLarge, error.Fault);
    }

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("-3.5", "-3.5")]
    [InlineData(" 1.000000 ", "1.0")]
    [InlineData("0.1234567", "0.123457")]
    [InlineData("1000", "1000.0")]
    [InlineData("+2", "2.0")]
    public void Scales_are_read_and_written(string wire, string canonical)
    {
        Assert.True(ScaleHeader.TryParse(wire, out ScaleHeader scale, out _));
        Assert.Equal(canonical, scale.ToString());
        Assert.Equal(!wire.Contains('-'), SpeedHeader.TryParse(wire, out SpeedHeader speed, out _));
        Assert.True(speed.Value == 0 || speed.ToString() == canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-0.0000001")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("1 2")]
    [InlineData("1000.1")]
    [InlineData("2147483648")]
    [InlineData("4294967296")]
    [InlineData("99999999999999999999999999999999999999999999999999999")]
    public void What_is_no_scale_is_refused(string wire)
    {
        Assert.False(ScaleHeader.TryParse(wire, out _, out ParseError error));
        Assert.Equal("Invalid scale at offset 0", error.ToString());
        Assert.False(SpeedHeader.TryParse(wire, out _, out _));
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData(" 4000 ", 4_000L)]
    [InlineData("2147483648", 2_147_483_648L)]
    [InlineData("4294967296", 4_294_967_296L)]
    [InlineData("1000000000000000", 1_000_000_000_000_000L)]
    public void Bandwidths_are_read_and_written(string wire, long bitsPerSecond)
    {
        Assert.True(BandwidthHeader.TryParse(wire, out BandwidthHeader header, out _));
        Assert.Equal(bitsPerSecond, header.Rate.BitsPerSecond);
        Assert.Equal($"{bitsPerSecond}", header.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1.5")]
    [InlineData("1000000000000001")]
    [InlineData("99999999999999999999")]
    public void What_is_no_bandwidth_is_refused(string wire)
    {
        Assert.False(BandwidthHeader.TryParse(wire, out _, out ParseError error));
        Assert.Equal("Invalid bandwidth at offset 0", error.ToString());
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1400", 1_400)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("2147483648", null)]
    [InlineData("4294967296", null)]
    [InlineData("-1", null)]
    [InlineData("NaN", null)]
    public void Block_sizes_are_read_and_written(string wire, int? bytes)
    {
        Assert.Equal(bytes is not null, BlocksizeHeader.TryParse(wire, out BlocksizeHeader header, out _));
        Assert.Equal($"{bytes ?? 0}", header.ToString());
    }

    [Theory]
    [InlineData("OPTIONS, DESCRIBE,SETUP ,, PLAY", "OPTIONS, DESCRIBE, SETUP, PLAY")]
    [InlineData("", "")]
    [InlineData("com.example.flow", "com.example.flow")]
    public void Lists_are_read_and_written(string wire, string canonical)
    {
        Assert.True(TokenListHeader.TryParse(wire, out TokenListHeader? header, out _));
        Assert.Equal(canonical, header.ToString());
        Assert.Equal(canonical.Contains("PLAY", StringComparison.Ordinal), header.Contains("play"));
    }

    [Theory]
    [InlineData("PLAY, two words", "Invalid token at offset 5")]
    [InlineData("a;b", "Invalid token at offset 0")]
    public void What_is_no_token_is_named(string wire, string expected)
    {
        Assert.False(TokenListHeader.TryParse(wire, out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
        Assert.False(TokenListHeader.TryParse(string.Join(',', Enumerable.Repeat("a", TokenListHeader.MostTokens + 1)), out _, out error));
        Assert.Equal(ParseFault.TooLarge, error.Fault);
    }
}
