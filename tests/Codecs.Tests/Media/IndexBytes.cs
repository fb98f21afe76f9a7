using System.Buffers.Binary;
using Streaming.Formats.Media;

namespace Streaming.Codecs.Tests.Media;

/// <summary>The bytes of an index file, to be changed by its sections and given right sums again.</summary>
internal sealed class IndexBytes(byte[] file)
{
    public int Sections => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12));

    /// <summary>The content of a section, to be changed in place.</summary>
    public Span<byte> Section(int number)
    {
        ReadOnlySpan<byte> entry = Entry(number);
        return file.AsSpan(
            (int)BinaryPrimitives.ReadInt64LittleEndian(entry[8..]), (int)BinaryPrimitives.ReadInt64LittleEndian(entry[16..]));
    }

    /// <summary>A copy in which a section has another content, of whatever length.</summary>
    public IndexBytes With(int changed, ReadOnlySpan<byte> content)
    {
        List<byte> body = [];
        byte[] head = file[..(MediaIndexFile.HeaderSize + (Sections * MediaIndexFile.EntrySize))];
        for (int i = 0; i < Sections; i++)
        {
            ReadOnlySpan<byte> section = i == changed ? content : Section(i);
            Span<byte> entry = head.AsSpan(MediaIndexFile.HeaderSize + (i * MediaIndexFile.EntrySize));
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], head.Length + body.Count);
            BinaryPrimitives.WriteInt64LittleEndian(entry[16..], section.Length);
            body.AddRange(section);
            body.AddRange(new byte[(int)MediaIndexFile.Padded(section.Length) - section.Length]);
        }

        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(16), head.Length + body.Count);
        return new([.. head, .. body]);
    }

    /// <summary>A copy in which two sections say that each is the other.</summary>
    public IndexBytes WithKinds(int one, int other)
    {
        IndexBytes copy = new([.. file]);
        Entry(one)[..4].CopyTo(copy.Entry(other));
        Entry(other)[..4].CopyTo(copy.Entry(one));
        return copy;
    }

    /// <summary>The file, its sums right for whatever the sections and the table hold.</summary>
    public byte[] Sealed()
    {
        for (int i = 0; i < Sections; i++)
        {
            Span<byte> entry = Entry(i);
            long offset = BinaryPrimitives.ReadInt64LittleEndian(entry[8..]), length = BinaryPrimitives.ReadInt64LittleEndian(entry[16..]);
            if (offset >= 0 && length >= 0 && offset <= file.Length && length <= file.Length - offset)
                BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], Crc32C.Of(file.AsSpan((int)offset, (int)length)));
        }

        int head = MediaIndexFile.HeaderSize + (Sections * MediaIndexFile.EntrySize);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(28), MediaIndexFile.HeadSum(file.AsSpan(0, head)));
        return file;
    }

    private Span<byte> Entry(int number) =>
        file.AsSpan(MediaIndexFile.HeaderSize + (number * MediaIndexFile.EntrySize), MediaIndexFile.EntrySize);
}
