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
        if (_sections.Length != 1 + (MediaIndexFile.SectionsOfTrack * title.Tracks.Count))
            return Fail(ParseFault.Invalid, 12, "section count");
        List<TrackIndex> read = new(title.Tracks.Count);
        for (int i = 0; i < title.Tracks.Count; i++)
        {
            int first = 1 + (MediaIndexFile.SectionsOfTrack * i);
            if (!ReadTrack(title.Tracks[i], _sections.AsSpan(first, MediaIndexFile.SectionsOfTrack), out TrackIndex? track))
                return false;
            read.Add(track);
        }

        tracks = read;
        return true;
    }

    private bool ReadTrack(Track facts, ReadOnlySpan<Section> sections, [NotNullWhen(true)] out TrackIndex? track)
    {
        track = null;
        for (int i = 0; i < sections.Length; i++)
        {
            if (sections[i].Kind != SectionKind.Samples + (uint)i || sections[i].Track != facts.Id)
                return Fail(ParseFault.Invalid, MediaIndexFile.HeaderSize, "section order");
        }

        if (!ReadContent(sections[0], out MediaSample[]? samples) || !ReadContent(sections[1], out MediaUnit[]? units))
            return false;
        int wrong = SampleRules.FirstBroken(facts, samples, units);
        if (wrong >= 0)
            return Fail(ParseFault.Invalid, Clamp(sections[0].Offset + ((long)wrong * Unsafe.SizeOf<MediaSample>())), "sample");
        track = new(facts, samples, units);
        if (!ReadTraffic(sections[2..], out TrackTraffic? traffic, out ReadOnlySpan<ByteCount> bytes))
            return false;
        if (traffic is not null && TrafficRules.Broken(track, traffic, bytes) is { } broken)
            return Fail(ParseFault.Invalid, Clamp(sections[(int)(broken - SectionKind.Samples)].Offset), "traffic");
        track = track.With(traffic);
        return true;
    }

    /// <summary>False where the sections do not fit each other; no traffic at all is none of that.</summary>
    private bool ReadTraffic(ReadOnlySpan<Section> sections, out TrackTraffic? traffic, out ReadOnlySpan<ByteCount> before)
    {
        traffic = null;
        before = [];
        if (!ReadContent(sections[0], out TrafficFacts[]? facts)
            || !ReadContent(sections[1], out EnvelopePoint[]? envelope)
            || !ReadContent(sections[2], out PlanFacts[]? plans)
            || !ReadContent(sections[3], out PlanVertex[]? vertices)
            || !ReadContent(sections[4], out ByteCount[]? bytes))
            return false;
        before = bytes;
        if (facts.Length != 1)
        {
            bool isNone = facts.Length + envelope.Length + plans.Length + vertices.Length + bytes.Length == 0;
            return isNone || Fail(ParseFault.Invalid, Clamp(sections[0].Offset), "traffic");
        }

        SendingPlan[] read = new SendingPlan[plans.Length];
        int at = 0;
        for (int i = 0; i < plans.Length; i++)
        {
            if (plans[i].Vertices < 0 || plans[i].Vertices > vertices.Length - at)
                return Fail(ParseFault.Invalid, Clamp(sections[2].Offset), "traffic");
            PlanVertex[] own = vertices.AsSpan(at, (int)plans[i].Vertices).ToArray();
            read[i] = new()
            {
                Buffer = plans[i].Buffer, Rate = plans[i].Rate, Depth = plans[i].Depth, Memory = plans[i].Memory, Vertices = own,
            };
            at += own.Length;
        }

        if (at != vertices.Length)
            return Fail(ParseFault.Invalid, Clamp(sections[3].Offset), "traffic");
        traffic = new()
        {
            Envelope = envelope,
            Plans = read,
            BytesBefore = bytes,
            PeakRate = facts[0].PeakRate,
            SmallestPacket = facts[0].SmallestPacket,
            LargestPacket = facts[0].LargestPacket,
        };
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
