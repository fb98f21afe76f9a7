using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Streaming.Formats.Media;

/// <summary>Reads one index file, section by section; remembers what was wrong.</summary>
/// <remarks>Memory is bounded by the file's own length: nothing is allocated before the bytes for it are known to exist.</remarks>
internal sealed class MediaIndexReader(IByteSource file)
{
    private Section[] _sections = [];
    private ParseError _error = ParseError.None;

    public bool TryRead([NotNullWhen(true)] out MediaIndex? index, out ParseError error)
    {
        index = null;
        if (ReadTable() && ReadTitle(out Title? title) && ReadTracks(title, out List<TrackIndex>? tracks))
            index = new MediaIndex(title, tracks);
        error = _error;
        return index is not null;
    }

    public bool TryReadTitle([NotNullWhen(true)] out Title? title, out ParseError error)
    {
        title = null;
        bool read = ReadTable() && ReadTitle(out title);
        error = _error;
        return read && title is not null;
    }

    private bool ReadTable()
    {
        if (!BitConverter.IsLittleEndian)
            return Fail(ParseFault.Unsupported, 0, "byte order");
        Span<byte> header = stackalloc byte[MediaIndexFile.HeaderSize];
        if (!file.TryRead(0, header))
            return Fail(ParseFault.Truncated, 0, "header");
        if (!header[..8].SequenceEqual(MediaIndexFile.Magic))
            return Fail(ParseFault.Invalid, 0, "magic");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) != MediaIndexFile.Version)
            return Fail(ParseFault.Unsupported, 8, "version");
        int count = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (count is < 1 or > MediaIndexFile.MaxSections)
            return Fail(ParseFault.TooLarge, 12, "section count");
        if (BinaryPrimitives.ReadInt64LittleEndian(header[16..]) != file.Length)
            return Fail(ParseFault.Truncated, 16, "file length");

        byte[] head = new byte[MediaIndexFile.HeaderSize + (count * MediaIndexFile.EntrySize)];
        if (!file.TryRead(0, head))
            return Fail(ParseFault.Truncated, MediaIndexFile.HeaderSize, "section table");
        if (MediaIndexFile.HeadSum(head) != BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(28)))
            return Fail(ParseFault.Invalid, 28, "header sum");
        return ReadEntries(head, count);
    }

    private bool ReadEntries(ReadOnlySpan<byte> head, int count)
    {
        _sections = new Section[count];
        long expected = head.Length;
        for (int i = 0; i < count; i++)
        {
            int position = MediaIndexFile.HeaderSize + (i * MediaIndexFile.EntrySize);
            ReadOnlySpan<byte> entry = head.Slice(position, MediaIndexFile.EntrySize);
            Section section = new(
                (SectionKind)BinaryPrimitives.ReadUInt32LittleEndian(entry),
                BinaryPrimitives.ReadInt32LittleEndian(entry[4..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[16..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]));
            if (section.Offset != expected || section.Length < 0 || section.Length > file.Length - section.Offset)
                return Fail(ParseFault.Invalid, position, "section bounds");
            _sections[i] = section;
            expected = section.Offset + MediaIndexFile.Padded(section.Length);
        }

        return expected == file.Length || Fail(ParseFault.Invalid, MediaIndexFile.HeaderSize, "section bounds");
    }

    private bool ReadTitle([NotNullWhen(true)] out Title? title)
    {
        title = null;
        Section section = _sections[0];
        if (section.Kind != SectionKind.Title)
            return Fail(ParseFault.Invalid, MediaIndexFile.HeaderSize, "title section");
        if (section.Length > MediaIndexFile.MaxTitleSize)
            return Fail(ParseFault.TooLarge, MediaIndexFile.HeaderSize, "title section");
        if (!ReadContent(section, out byte[]? json))
            return false;
        try
        {
            title = JsonSerializer.Deserialize(json, TitleJson.Default.Title);
        }
        catch (JsonException)
        {
            // The one parser here that speaks in exceptions; its message would name a place in a text nobody wrote by hand.
        }

        if (title is null)
            return Fail(ParseFault.Invalid, (int)section.Offset, "title facts");
        return TitleRules.Broken(title) is not { } rule || Fail(ParseFault.Invalid, (int)section.Offset, rule);
    }

    private bool ReadTracks(Title title, [NotNullWhen(true)] out List<TrackIndex>? tracks)
    {
        tracks = null;
        if (_sections.Length != 1 + (2 * title.Tracks.Count))
            return Fail(ParseFault.Invalid, 12, "section count");
        List<TrackIndex> read = new(title.Tracks.Count);
        for (int i = 0; i < title.Tracks.Count; i++)
        {
            Track track = title.Tracks[i];
            Section samples = _sections[1 + (2 * i)], units = _sections[2 + (2 * i)];
            bool isOrdered = samples is { Kind: SectionKind.Samples } && units is { Kind: SectionKind.Units };
            if (!isOrdered || samples.Track != track.Id || units.Track != track.Id)
                return Fail(ParseFault.Invalid, MediaIndexFile.HeaderSize, "section order");
            if (!ReadContent(samples, out MediaSample[]? sampleTable) || !ReadContent(units, out MediaUnit[]? unitTable))
                return false;
            int wrong = SampleRules.FirstBroken(track, sampleTable, unitTable);
            if (wrong >= 0)
                return Fail(ParseFault.Invalid, Clamp(samples.Offset + ((long)wrong * Unsafe.SizeOf<MediaSample>())), "sample");
            read.Add(new TrackIndex(track, sampleTable, unitTable));
        }

        tracks = read;
        return true;
    }

    /// <summary>One section in one piece, straight into the array that keeps it.</summary>
    private bool ReadContent<T>(Section section, [NotNullWhen(true)] out T[]? content)
        where T : unmanaged
    {
        content = null;
        if (section.Length % Unsafe.SizeOf<T>() != 0)
            return Fail(ParseFault.Invalid, Clamp(section.Offset), "section length");
        if (section.Length > Array.MaxLength)
            return Fail(ParseFault.TooLarge, Clamp(section.Offset), "section length");
        T[] read = GC.AllocateUninitializedArray<T>((int)(section.Length / Unsafe.SizeOf<T>()));
        Span<byte> bytes = MemoryMarshal.AsBytes(read.AsSpan());
        if (!file.TryRead(section.Offset, bytes))
            return Fail(ParseFault.Truncated, Clamp(section.Offset), "section");
        if (Crc32C.Of(bytes) != section.Sum)
            return Fail(ParseFault.Invalid, Clamp(section.Offset), "section sum");
        content = read;
        return true;
    }

    private static int Clamp(long offset) => (int)Math.Min(offset, int.MaxValue);

    private bool Fail(ParseFault fault, int offset, string production)
    {
        _error = new(fault, offset, production);
        return false;
    }
}
