using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Streaming.Codecs.Tests.Fuzzing;
using Streaming.Formats.Sap;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Sap;

public sealed class SapPacketTests
{
    private const string Description = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=Film\r\nt=0 0\r\n";

    [Theory]
    [InlineData("20 00 abcd c0000201 | type", "announcement abcd 192.0.2.1")]
    [InlineData("24 00 abcd c0000201 | type", "deletion abcd 192.0.2.1")]
    [InlineData("30 00 0001 20010db8 00000000 00000000 00000001 | type", "announcement 0001 2001:db8::1")]
    // Two words of a signature that nobody checks; a reserved bit; a payload without a type.
    [InlineData("28 02 abcd c0000201 deadbeef deadbeef | none", "announcement abcd 192.0.2.1")]
    [InlineData("34 00 abcd 20010db8 00000000 00000000 00000001 | none", "deletion abcd 2001:db8::1")]
    public void Announcements_are_read(string header, string meaning)
    {
        byte[] wire = [.. Hex.Bytes(header.Split('|')[0]), .. Type(header), .. Encoding.UTF8.GetBytes(Description)];
        Assert.True(SapPacket.TryParse(wire, out SapPacket packet, out ParseError error), error.ToString());
        Assert.Equal(meaning, $"{(packet.IsDeletion ? "deletion" : "announcement")} {packet.Hash:x4} {packet.Source}");
        Assert.Equal(Description, Encoding.UTF8.GetString(packet.Payload));
    }

    [Theory]
    [InlineData("24 00 abcd c0000201", "")]
    [InlineData("24 00 abcd c0000201", "o=- 1 1 IN IP4 192.0.2.1\r\n")]
    public void A_deletion_needs_no_description(string header, string payload)
    {
        Assert.True(SapPacket.TryParse([.. Hex.Bytes(header), .. Encoding.UTF8.GetBytes(payload)], out SapPacket packet, out _));
        Assert.Equal((true, payload), (packet.IsDeletion, Encoding.UTF8.GetString(packet.Payload)));
    }

    [Theory]
    [InlineData("", "", "Truncated header at offset 0")]
    [InlineData("20 00 ab", "", "Truncated header at offset 3")]
    [InlineData("40 00 abcd c0000201", Description, "Unsupported version at offset 0")]
    [InlineData("00 00 abcd c0000201", Description, "Unsupported version at offset 0")]
    [InlineData("22 00 abcd c0000201", Description, "Unsupported encryption at offset 0")]
    [InlineData("21 00 abcd c0000201", Description, "Unsupported compression at offset 0")]
    [InlineData("20 00 abcd c00002", "", "Truncated originating-source at offset 7")]
    [InlineData("30 00 abcd c0000201", "", "Truncated originating-source at offset 8")]
    [InlineData("20 02 abcd c0000201 deadbeef", "abc", "Truncated authentication-data at offset 15")]
    [InlineData("20 00 abcd c0000201", "text/plain\0hello", "Unsupported payload-type at offset 8")]
    [InlineData("20 00 abcd c0000201", "application/sdp", "Unsupported payload-type at offset 8")]
    public void What_is_wrong_is_named(string header, string payload, string expected)
    {
        Assert.False(SapPacket.TryParse([.. Hex.Bytes(header), .. Encoding.UTF8.GetBytes(payload)], out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void What_is_larger_than_any_channel_is_refused_unread()
    {
        byte[] wire = [.. Hex.Bytes("2000abcd c0000201"), .. "v=0\r\n"u8, .. new byte[SapPacket.MostBytes]];
        Assert.True(SapPacket.TryParse(wire.AsSpan(0, SapPacket.MostBytes), out _, out _));
        Assert.False(SapPacket.TryParse(wire, out _, out ParseError error));
        Assert.Equal(ParseFault.TooLarge, error.Fault);
    }

    [Theory]
    [InlineData("192.0.2.1", false)]
    [InlineData("192.0.2.1", true)]
    [InlineData("2001:db8::1", false)]
    public void What_is_written_is_read(string source, bool isDeletion)
    {
        byte[] description = Encoding.UTF8.GetBytes(Description);
        byte[] wire = new byte[SapPacket.MaxOverhead + description.Length];
        int length = SapPacket.Write(wire, isDeletion, IPAddress.Parse(source), description);
        Assert.Equal(source.Contains(':') ? wire.Length : wire.Length - 12, length);
        Assert.True(SapPacket.TryParse(wire.AsSpan(0, length), out SapPacket packet, out _));
        Assert.Equal((isDeletion, SapPacket.HashOf(description), IPAddress.Parse(source)), (packet.IsDeletion, packet.Hash, packet.Source));
        Assert.Equal(description, packet.Payload);
        if (source == "192.0.2.1" && !isDeletion)
        {
            // Canonical, and never another: who compares announcements compares these bytes.
            Assert.Equal("20 00 96 76 c0 00 02 01 61 70 70 6c", Hex.Text(wire.AsSpan(0, 12)));
        }
    }

    [Fact]
    public void Another_version_has_another_hash_and_none_has_nought()
    {
        HashSet<ushort> hashes = [];
        for (int version = 0; version < 1_000; version++)
            hashes.Add(SapPacket.HashOf(Encoding.UTF8.GetBytes($"v=0\r\no=- 1 {version} IN IP4 192.0.2.1\r\n")));
        Assert.InRange(hashes.Count, 980, 1_000);
        Assert.DoesNotContain((ushort)0, hashes);
        Assert.NotEqual(0, SapPacket.HashOf([]));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Prop
        .ForAll<byte[]>(bytes => Walk(bytes) & Walk([0x20, .. bytes]) & Walk([0x34, .. bytes]))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory, Seeds(4)]
    public void Spoiled_announcements_are_read_or_refused(ulong seed)
    {
        Mutator mutator = new(seed, Corpus.Sap, Corpus.Words);
        for (int i = 0; i < 5_000; i++)
            Assert.True(Walk(mutator.Next()));
    }

    private static bool Walk(byte[] wire) => SapPacket.TryParse(wire, out SapPacket packet, out ParseError error)
        ? packet.Payload.Length < wire.Length && packet.Source is not null
        : error.Fault != ParseFault.None && error.Offset >= 0 && error.Offset <= wire.Length;

    private static byte[] Type(string header) => header.EndsWith("type", StringComparison.Ordinal) ? [.. "application/sdp\0"u8] : [];
}
