using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Streaming.Formats.Media;

/// <summary>The stored form of a <see cref="MediaIndex"/>: facts as JSON, samples and units as the very records memory holds.</summary>
/// <remarks>
/// All integers are little-endian; sections begin at multiples of 8, in the order of the table, and fill the file without overlap.
/// <code>
///   0         8      12      16            24         28       32
///   +---------+------+-------+-------------+----------+--------+
///   | magic   | vers | count | file length | reserved | CRC32C |   header; the sum covers its first 28 bytes and the table
///   +---------+------+-------+-------------+----------+--------+
///   | kind 4 | track 4 | offset 8 | length 8 | CRC32C 4 | reserved 4 |   × count
///   +--------+---------+----------+----------+----------+------------+
///   | title (JSON) | samples, units, traffic, envelope, plans, vertices, bytes of track 1 | those of track 2 | …
/// </code>
/// Every sum, bound and order is checked on reading, so that a sender may trust what it gets. A file of another version, another byte
/// order or with any damage is refused with a <see cref="ParseError"/> and made anew from its film: an index is never worth repairing.
/// </remarks>
public static class MediaIndexFile
{
    internal const int HeaderSize = 32;
    internal const int EntrySize = 32;
    internal const uint Version = 2;

    /// <summary>The kinds of section that every track has, in their order; those of a track that knows nothing of its traffic are
    /// empty.</summary>
    internal const int SectionsOfTrack = 7;

    /// <summary>One title section and those of each track; more tracks than any title has, and a bound for the table's memory.</summary>
    internal const int MaxSections = 1 + (SectionsOfTrack * MaxTracks);

    internal const int MaxTracks = 256;

    /// <summary>16 MB of facts: a thousand times what 256 tracks with their parameter sets need.</summary>
    internal const int MaxTitleSize = 16 << 20;

    internal static ReadOnlySpan<byte> Magic => "STRMINDX"u8;

    /// <summary>Appends the whole file to <paramref name="destination"/>.</summary>
    public static void Write(MediaIndex index, IBufferWriter<byte> destination)
    {
        Invariant.That(BitConverter.IsLittleEndian);
        Invariant.That(index.Tracks.Count <= MaxTracks);
        List<(SectionKind Kind, int Track, ReadOnlyMemory<byte> Content)> sections =
            [(SectionKind.Title, 0, JsonSerializer.SerializeToUtf8Bytes(index.Title, TitleJson.Default.Title))];
        foreach (TrackIndex track in index.Tracks)
        {
            TrackTraffic? traffic = track.Traffic;
            IReadOnlyList<SendingPlan> plans = traffic?.Plans ?? [];
            void Add<T>(SectionKind kind, ReadOnlySpan<T> content)
                where T : unmanaged => sections.Add((kind, track.Track.Id, MemoryMarshal.AsBytes(content).ToArray()));
            Add(SectionKind.Samples, track.Samples);
            Add(SectionKind.Units, track.Units);
            Add<TrafficFacts>(
                SectionKind.Traffic, traffic is null ? [] : [new(traffic.PeakRate, traffic.SmallestPacket, traffic.LargestPacket)]);
            Add<EnvelopePoint>(SectionKind.Envelope, [.. traffic?.Envelope ?? []]);
            Add<PlanFacts>(SectionKind.Plans, [.. plans.Select(PlanFacts.Of)]);
            Add<PlanVertex>(SectionKind.Vertices, [.. plans.SelectMany(plan => plan.Vertices)]);
            Add<ByteCount>(SectionKind.Bytes, [.. traffic?.BytesBefore ?? []]);
        }

        byte[] head = new byte[HeaderSize + (sections.Count * EntrySize)];
        long offset = head.Length;
        for (int entry = 0; entry < sections.Count; entry++)
            offset = Describe(head, entry, sections[entry].Kind, sections[entry].Track, sections[entry].Content.Span, offset);

        Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), sections.Count);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(16), offset);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(28), HeadSum(head));

        destination.Write(head);
        foreach ((SectionKind _, int _, ReadOnlyMemory<byte> content) in sections)
            WritePadded(content.Span, destination);
    }

    /// <summary>Reads and checks a stored index. Never throws on what <paramref name="file"/> holds.</summary>
    public static bool TryRead(IByteSource file, [NotNullWhen(true)] out MediaIndex? index, out ParseError error) =>
        new MediaIndexReader(file).TryRead(out index, out error);

    /// <summary>Reads and checks the title's facts alone: what a catalogue needs of a title nobody plays.</summary>
    public static bool TryReadTitle(IByteSource file, [NotNullWhen(true)] out Title? title, out ParseError error) =>
        new MediaIndexReader(file).TryReadTitle(out title, out error);

    /// <summary>The sum of header and table, with the sum's own field left out.</summary>
    internal static uint HeadSum(ReadOnlySpan<byte> head) =>
        Crc32C.Of(head[HeaderSize..], Crc32C.Of(head[..(HeaderSize - sizeof(uint))]));

    internal static long Padded(long length) => (length + 7) & ~7L;

    private static long Describe(Span<byte> head, int entry, SectionKind kind, int track, ReadOnlySpan<byte> content, long offset)
    {
        Span<byte> at = head.Slice(HeaderSize + (entry * EntrySize), EntrySize);
        BinaryPrimitives.WriteUInt32LittleEndian(at, (uint)kind);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], track);
        BinaryPrimitives.WriteInt64LittleEndian(at[8..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(at[16..], content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(at[24..], Crc32C.Of(content));
        return offset + Padded(content.Length);
    }

    private static void WritePadded(ReadOnlySpan<byte> content, IBufferWriter<byte> destination)
    {
        destination.Write(content);
        ReadOnlySpan<byte> zeros = [0, 0, 0, 0, 0, 0, 0];
        destination.Write(zeros[..(int)(Padded(content.Length) - content.Length)]);
    }
}
