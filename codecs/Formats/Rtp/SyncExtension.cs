using System.Buffers.Binary;

namespace Streaming.Formats.Rtp;

/// <summary>The time of day of a packet's timestamp, in the packet itself: streams are in step from their first packet on. RFC 6051
/// §3.3.</summary>
/// <remarks>It says the same as a sender report: at <see cref="NtpTime"/> N of the sender's clock the stream's clock shows the timestamp
/// of this packet.</remarks>
public static class SyncExtension
{
    /// <summary>How session descriptions name it. RFC 6051 §3.3.</summary>
    public const string Uri = "urn:ietf:params:rtp-hdrext:ntp-64";

    /// <summary>The bytes it adds to a packet where nothing else is in the extension.</summary>
    public const int Size = 16;

    private const int ValueSize = 8;

    /// <summary>Reads the time from a whole RTP packet.</summary>
    /// <param name="id">The number that the session description gave it.</param>
    public static bool TryRead(ReadOnlySpan<byte> packet, int id, out NtpTime time)
    {
        time = default;
        if (!HeaderExtensions.TryFind(packet, out HeaderExtensions extensions) || !extensions.TryGet(id, out ReadOnlySpan<byte> value)
            || value.Length != ValueSize)
        {
            return false;
        }

        time = new(BinaryPrimitives.ReadUInt64BigEndian(value));
        return true;
    }

    /// <summary>Writes <see cref="Size"/> bytes, to stand behind the header of a packet.</summary>
    /// <param name="id">1 … 14.</param>
    public static void Write(Span<byte> wire, byte id, NtpTime time)
    {
        Span<byte> value = stackalloc byte[ValueSize];
        BinaryPrimitives.WriteUInt64BigEndian(value, time.Value);
        HeaderExtensionWriter writer = new(wire, isLong: false);
        writer.Add(id, value);
        int size = writer.Finish();
        Invariant.That(size == Size);
    }
}
