using System.Net;
using Streaming.Formats.Media;

namespace Streaming.Formats.Sap;

/// <summary>The announcement of a session, or that it is over. RFC 2974 §6.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// | V=1 |A|R|T|E|C|   auth len    |         msg id hash           |
/// |        originating source (32 bits, with A = 1: 128)          |
/// |           authentication data (auth len words), skipped       |
/// |             payload type, ended by a zero; may lack           |
/// |                          payload                              |
/// </code>
/// Hash and source together name the announcement. What is encrypted or compressed is refused: RFC 2974 §8 wishes neither, and what
/// inflates to a megabyte is no announcement. Signatures are not checked.
/// </remarks>
public readonly ref struct SapPacket
{
    /// <summary>What is written in front of a description, at most: 4 + 16 + 16.</summary>
    public const int MaxOverhead = FixedSize + AddressSize6 + 16;

    /// <summary>RFC 2974 §3 wishes 1 kB; a channel with all its lanes takes a few.</summary>
    public const int MostBytes = 16 * 1024;

    private const int FixedSize = 4;
    private const int AddressSize4 = 4;
    private const int AddressSize6 = 16;
    private const int Version = 1;

    private const byte IsIPv6 = 0x10;
    private const byte IsDeletionFlag = 0x04;
    private const byte IsEncrypted = 0x02;
    private const byte IsCompressed = 0x01;

    private SapPacket(bool isDeletion, ushort hash, IPAddress source, ReadOnlySpan<byte> payload)
    {
        IsDeletion = isDeletion;
        Hash = hash;
        Source = source;
        Payload = payload;
    }

    private static ReadOnlySpan<byte> MediaType => "application/sdp\0"u8;

    /// <summary>The session is over.</summary>
    public bool IsDeletion { get; }

    /// <summary>Another one for every version of the description.</summary>
    public ushort Hash { get; }

    /// <summary>Who announces, as it says; not where the packet came from.</summary>
    public IPAddress Source { get; }

    /// <summary>The description, not yet read; of a deletion perhaps its <c>o=</c> line only.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>The hash of a description: never 0, which old announcers write for want of one.</summary>
    public static ushort HashOf(ReadOnlySpan<byte> description)
    {
        uint sum = Crc32C.Of(description);
        return (ushort)(sum ^ (sum >> 16)) is var hash && hash != 0 ? hash : ushort.MaxValue;
    }

    public static bool TryParse(ReadOnlySpan<byte> wire, out SapPacket packet, out ParseError error)
    {
        packet = default;
        if (wire.Length > MostBytes)
            return Fail(ParseFault.TooLarge, MostBytes, "announcement", out error);
        ByteReader reader = new(wire);
        if (!reader.TryReadByte(out byte flags) || !reader.TryReadByte(out byte words) || !reader.TryReadUInt16(out ushort hash))
            return Fail(ParseFault.Truncated, wire.Length, "header", out error);
        if (flags >> 5 != Version)
            return Fail(ParseFault.Unsupported, 0, "version", out error);
        if ((flags & IsEncrypted) != 0)
            return Fail(ParseFault.Unsupported, 0, "encryption", out error);
        if ((flags & IsCompressed) != 0)
            return Fail(ParseFault.Unsupported, 0, "compression", out error);
        if (!reader.TryReadBytes((flags & IsIPv6) != 0 ? AddressSize6 : AddressSize4, out ReadOnlySpan<byte> source))
            return Fail(ParseFault.Truncated, wire.Length, "originating-source", out error);
        if (!reader.TrySkip(4 * words))
            return Fail(ParseFault.Truncated, wire.Length, "authentication-data", out error);

        ReadOnlySpan<byte> rest = reader.Rest;
        if (rest.StartsWith(MediaType))
            rest = rest[MediaType.Length..];
        else if (!rest.IsEmpty && !rest.StartsWith("v="u8) && !rest.StartsWith("o="u8))
            return Fail(ParseFault.Unsupported, reader.Position, "payload-type", out error);
        error = ParseError.None;
        packet = new((flags & IsDeletionFlag) != 0, hash, new(source), rest);
        return true;
    }

    /// <summary>Writes one with that description, and returns how many bytes it takes.</summary>
    /// <param name="wire">At least <see cref="MaxOverhead"/> and the description.</param>
    /// <param name="isDeletion">The session is over.</param>
    /// <param name="source">Who announces; of either family.</param>
    public static int Write(Span<byte> wire, bool isDeletion, IPAddress source, ReadOnlySpan<byte> description)
    {
        Span<byte> address = stackalloc byte[AddressSize6];
        bool isWritten = source.TryWriteBytes(address, out int length);
        Invariant.That(isWritten, "an address of either family");
        ByteWriter writer = new(wire);
        writer.WriteByte((byte)((Version << 5) | (length == AddressSize6 ? IsIPv6 : 0) | (isDeletion ? IsDeletionFlag : 0)));
        writer.WriteByte(0);
        writer.WriteUInt16(HashOf(description));
        writer.WriteBytes(address[..length]);
        writer.WriteBytes(MediaType);
        writer.WriteBytes(description);
        return writer.Position;
    }

    private static bool Fail(ParseFault fault, int offset, string production, out ParseError error)
    {
        error = new(fault, offset, production);
        return false;
    }
}
