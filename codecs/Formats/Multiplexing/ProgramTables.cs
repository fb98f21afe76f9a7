using System.Text;
using Streaming.Formats.Media;

namespace Streaming.Formats.Multiplexing;

/// <summary>The sections that a receiver finds a program by. ISO/IEC 13818-1 §2.4.4, ETSI EN 300 468 §5.2.3.</summary>
/// <remarks>
/// Each is short enough for one section, as the names are cut:
/// <code>
/// |    table id   |1|x|1 1|    section length     |      number of what it is of      |
/// |1 1| version |1|  section 0    | last section 0|           ...           | CRC 32  |
/// </code>
/// They never change: a channel's lanes are the same whatever title it plays.
/// </remarks>
internal static class ProgramTables
{
    public const int AssociationPid = 0x00;
    public const int ServicePid = 0x11;

    private const byte AssociationTable = 0x00;
    private const byte MapTable = 0x02;
    private const byte ServiceTable = 0x42;

    private const byte LanguageDescriptor = 0x0a;
    private const byte ServiceDescriptor = 0x48;

    private const byte TelevisionService = 0x01;
    private const byte RadioService = 0x02;

    /// <summary>In front of a text in UTF-8. EN 300 468 annex A, table A.3.</summary>
    private const byte IsUtf8 = 0x15;

    /// <summary>Bytes of a name: two of them and everything else are less than a descriptor's 255.</summary>
    private const int MostName = 100;

    /// <summary>No real network. ETSI TS 101 162 leaves 0xff00 and on to whoever wants one.</summary>
    private const ushort PrivateNetwork = 0xff00;

    private const int MostSection = 1_024;

    /// <summary>Which program is where: PAT. §2.4.4.3.</summary>
    public static byte[] Association(ProgramDescription program)
    {
        ByteWriter writer = new(new byte[MostSection]);
        writer.WriteUInt16(program.Number);
        writer.WriteUInt16(0xe000 | ProgramDescription.MapPid);
        return Section(AssociationTable, isPrivate: false, program.TransportStream, writer.Written);
    }

    /// <summary>Which streams it has: PMT. §2.4.4.8.</summary>
    public static byte[] Map(ProgramDescription program)
    {
        ByteWriter writer = new(new byte[MostSection]);
        writer.WriteUInt16((ushort)(0xe000 | program.Streams[0].Pid));
        writer.WriteUInt16(0xf000);
        foreach (ElementaryStream stream in program.Streams)
        {
            bool hasLanguage = !stream.IsPicture;
            writer.WriteByte(stream.StreamType);
            writer.WriteUInt16((ushort)(0xe000 | stream.Pid));
            writer.WriteUInt16((ushort)(0xf000 | (hasLanguage ? 6 : 0)));
            if (!hasLanguage)
                continue;
            writer.WriteByte(LanguageDescriptor);
            writer.WriteByte(4);
            writer.WriteBytes(Encoding.ASCII.GetBytes(LanguageTag.ThreeLetters(stream.Track.Language)));
            writer.WriteByte(0);
        }

        return Section(MapTable, isPrivate: false, program.Number, writer.Written);
    }

    /// <summary>What it is called: SDT. EN 300 468 §5.2.3, §6.2.33.</summary>
    public static byte[] Service(ProgramDescription program)
    {
        byte[] provider = Text(program.Provider), service = Text(program.Service);
        ByteWriter writer = new(new byte[MostSection]);
        writer.WriteUInt16(PrivateNetwork);
        writer.WriteByte(0xff);
        writer.WriteUInt16(program.Number);
        writer.WriteByte(0xfc);

        // Running, and in the clear.
        int descriptor = 3 + provider.Length + service.Length;
        writer.WriteUInt16((ushort)(0x8000 | (2 + descriptor)));
        writer.WriteByte(ServiceDescriptor);
        writer.WriteByte((byte)descriptor);
        writer.WriteByte(program.Streams[0].IsPicture ? TelevisionService : RadioService);
        writer.WriteByte((byte)provider.Length);
        writer.WriteBytes(provider);
        writer.WriteByte((byte)service.Length);
        writer.WriteBytes(service);
        return Section(ServiceTable, isPrivate: true, program.TransportStream, writer.Written);
    }

    private static byte[] Section(byte table, bool isPrivate, ushort number, ReadOnlySpan<byte> content)
    {
        const int Head = 8, Sum = 4;
        byte[] section = new byte[Head + content.Length + Sum];
        ByteWriter writer = new(section);
        writer.WriteByte(table);
        writer.WriteUInt16((ushort)((isPrivate ? 0xf000 : 0xb000) | (section.Length - 3)));
        writer.WriteUInt16(number);

        // Version 0, and it holds from now on.
        writer.WriteByte(0xc1);
        writer.WriteUInt16(0);
        writer.WriteBytes(content);
        writer.WriteUInt32(SectionSum.Of(writer.Written));
        return section;
    }

    private static byte[] Text(string text)
    {
        Span<byte> utf8 = stackalloc byte[MostName];
        System.Text.Unicode.Utf8.FromUtf16(text, utf8, out _, out int length);
        return length == 0 ? [] : [IsUtf8, .. utf8[..length]];
    }
}
