using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Streaming.Qos.Admission;

/// <summary>All addresses of one family that begin alike. An IPv4 address written as IPv6 (::ffff:a.b.c.d) is one of IPv4.</summary>
public readonly record struct Subnet
{
    private static readonly UInt128 Mapped = (UInt128)0xffff << 32;

    private Subnet(bool isV4, UInt128 prefix, int length) => (IsV4, Prefix, Length) = (isV4, prefix, length);

    public bool IsV4 { get; }

    /// <summary>Of the prefix, in bits: 0 … 32 or 0 … 128.</summary>
    public int Length { get; }

    /// <summary>Left-aligned in 128 bits, for both families.</summary>
    internal UInt128 Prefix { get; }

    /// <summary>The subnet of one address.</summary>
    public static Subnet Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        Invariant.That(address.TryWriteBytes(bytes, out int written));
        if (written == 4)
            return new(true, (UInt128)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 96, 32);
        UInt128 value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return value >> 32 == Mapped >> 32 ? new(true, value << 96, 32) : new(false, value, 128);
    }

    /// <summary>Reads address/length; nothing else: no bare address, no zone, no octal digits.</summary>
    /// <param name="fault"><see cref="TopologyFault.Subnet"/> or <see cref="TopologyFault.HostBits"/> where it fails.</param>
    public static bool TryParse(string text, out Subnet subnet, out TopologyFault fault)
    {
        subnet = default;
        fault = TopologyFault.Subnet;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || text.AsSpan().IndexOfAny('%', '[') >= 0)
            return false;
        string written = text[..slash];
        if (!IPAddress.TryParse(written, out IPAddress? address) ||
            !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length))
        {
            return false;
        }

        // 10.1 and 010.0.0.1 are addresses to some and not to others.
        bool isDotted = !written.Contains(':', StringComparison.Ordinal);
        Subnet whole = Of(address);
        if (whole.IsV4 && !isDotted)
            length -= 96;
        if ((isDotted && address.ToString() != written) || length < 0 || length > whole.Length)
            return false;
        subnet = whole.Cut(length);
        fault = TopologyFault.HostBits;
        return subnet.Prefix == whole.Prefix;
    }

    public bool Contains(IPAddress address) => Contains(Of(address));

    public bool Contains(Subnet other) => IsV4 == other.IsV4 && Length <= other.Length && other.Cut(Length) == this;

    /// <summary>The larger subnet that it lies in.</summary>
    internal Subnet Cut(int length) => new(IsV4, length == 0 ? UInt128.Zero : Prefix & (UInt128.MaxValue << (128 - length)), length);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Prefix);
        return $"{new IPAddress(bytes[..(IsV4 ? 4 : 16)])}/{Length}";
    }
}
