using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtp;

public sealed class HeaderExtensionTests
{
    [Theory]
    // The one-byte form: an element, two with padding between and behind, none at all, nothing but padding.
    [InlineData("bede0001 10aabbcc", "1:aa")]
    [InlineData("bede0001 12aabbcc", "1:aabbcc")]
    [InlineData("bede0003 10aa0000 e1bbcc00 00000000", "1:aa 14:bbcc")]
    [InlineData("bede0000", "")]
    [InlineData("bede0002 00000000 00000000", "")]
    // What does not hold what it says, the reserved number, and number 0 with a length end the walk.
    [InlineData("bede0002 10aa2fbb cccccccc", "1:aa")]
    [InlineData("bede0002 10aaf0bb 20cc0000", "1:aa")]
    [InlineData("bede0002 10aa01bb 20cc0000", "1:aa")]
    // The two-byte form, with bits of the application, an empty value, a cut one, padding.
    [InlineData("10000002 0101aa00 ff02bbcc", "1:aa 255:bbcc")]
    [InlineData("100f0001 07000801", "7:")]
    [InlineData("10000001 00000900", "9:")]
    [InlineData("10000001 00000009", "")]
    public void Elements_are_read(string wire, string expected)
    {
        Assert.True(HeaderExtensions.TryParse(Hex.Bytes(wire), out HeaderExtensions extensions, out ParseError error), error.ToString());
        Assert.Equal(expected, Text(extensions));
    }

    [Theory]
    [InlineData("", "Truncated extension preamble at offset 0")]
    [InlineData("bede00", "Truncated extension preamble at offset 3")]
    [InlineData("bedf0000", "Unsupported extension profile at offset 0")]
    [InlineData("11000000", "Unsupported extension profile at offset 0")]
    [InlineData("bede0001 10aabb", "Truncated extension at offset 7")]
    [InlineData("1000ffff", "Truncated extension at offset 4")]
    public void What_is_wrong_is_named(string wire, string expected)
    {
        Assert.False(HeaderExtensions.TryParse(Hex.Bytes(wire), out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }

    [Theory]
    [InlineData("90600001 00000002 00000003 bede0001 10ff0000 01", "1:ff")]
    [InlineData("91600001 00000002 00000003 aaaaaaaa bede0001 10ff0000 01", "1:ff")]
    [InlineData("80600001 00000002 00000003 bede0001 10ff0000 01", null)]
    [InlineData("9f600001 00000002 00000003 bede0001 10ff0000 01", null)]
    [InlineData("90600001 00000002 00000003", null)]
    [InlineData("90600001 0000", null)]
    public void They_are_found_in_a_packet(string wire, string? expected)
    {
        bool found = HeaderExtensions.TryFind(Hex.Bytes(wire), out HeaderExtensions extensions);
        Assert.Equal(expected, found ? Text(extensions) : null);
    }

    [Theory, Seeds(100)]
    public void What_is_written_is_read(ulong seed)
    {
        SeededRandom random = new(seed);
        bool isLong = random.Next(2) == 0;
        byte[] wire = new byte[2_048];
        wire.AsSpan().Fill(0xee);
        HeaderExtensionWriter writer = new(wire, isLong);
        List<string> expected = [];
        for (int i = random.Next(6); i > 0; i--)
        {
            byte id = (byte)(1 + random.Next(isLong ? 255 : 14));
            byte[] value = new byte[isLong ? random.Next(256) : 1 + random.Next(16)];
            for (int at = 0; at < value.Length; at++)
                value[at] = (byte)random.Next(256);
            writer.Add(id, value);
            expected.Add($"{id}:{Convert.ToHexStringLower(value)}");
        }

        int size = writer.Finish();
        Assert.Equal(0, size % 4);
        Assert.Equal(0xee, wire[size]);
        Assert.True(HeaderExtensions.TryParse(wire.AsSpan(0, size), out HeaderExtensions extensions, out _));
        Assert.Equal(string.Join(' ', expected), Text(extensions));
    }

    [Theory]
    [InlineData(false, 0, 4)]
    [InlineData(false, 15, 4)]
    [InlineData(false, 1, 0)]
    [InlineData(false, 1, 17)]
    [InlineData(true, 0, 4)]
    [InlineData(true, 1, 256)]
    public void What_a_form_cannot_say_is_not_written(bool isLong, byte id, int length) => Assert.Throws<InvalidOperationException>(() =>
    {
        HeaderExtensionWriter writer = new(new byte[512], isLong);
        writer.Add(id, new byte[length]);
    });

    [Fact]
    public void The_time_of_day_stands_behind_the_header_and_before_the_payload()
    {
        byte[] wire = new byte[RtpHeader.Size + SyncExtension.Size + 2];
        new RtpHeader(96, true, new(1), new(2), new(3)).Write(wire);
        RtpHeader.MarkExtended(wire);
        SyncExtension.Write(wire.AsSpan(RtpHeader.Size), 1, new(0xE000_0000_8000_0001));
        (wire[^2], wire[^1]) = (0xab, 0xcd);

        Assert.Equal(Hex.Bytes("90e00001 00000002 00000003 bede0003 17e00000 00800000 01000000 abcd"), wire);
        Assert.True(RtpHeader.TryParse(wire, out RtpHeader header, out Range payload, out _));
        Assert.Equal((96, "28..30"), (header.PayloadType, payload.ToString()));
        Assert.True(SyncExtension.TryRead(wire, 1, out NtpTime time));
        Assert.Equal(0xE000_0000_8000_0001, time.Value);
        Assert.False(SyncExtension.TryRead(wire, 2, out _));
    }

    [Theory]
    [InlineData("90600001 00000002 00000003 bede0002 16aabbcc ddeeff11")]
    [InlineData("80600001 00000002 00000003 bede0003 17e00000 00800000 01000000")]
    public void A_time_of_another_length_and_a_packet_without_one_have_none(string wire) =>
        Assert.False(SyncExtension.TryRead(Hex.Bytes(wire), 1, out _));

    [Fact]
    public void Any_bytes_are_read_or_refused_and_values_lie_within_them() => Prop.ForAll<byte[]>(bytes =>
    {
        byte[] wire = [.. bytes.Length % 2 == 0 ? Hex.Bytes("bede00") : Hex.Bytes("100000"), (byte)(bytes.Length / 4), .. bytes];
        if (!HeaderExtensions.TryParse(wire, out HeaderExtensions extensions, out _))
            return false;
        int sum = 0;
        foreach (HeaderExtension element in extensions)
            sum += element.Value.Length + 1;
        return sum <= bytes.Length;
    }).QuickCheckThrowOnFailure();

    private static string Text(HeaderExtensions extensions)
    {
        List<string> elements = [];
        foreach (HeaderExtension element in extensions)
            elements.Add($"{element.Id}:{Convert.ToHexStringLower(element.Value)}");
        return string.Join(' ', elements);
    }
}
