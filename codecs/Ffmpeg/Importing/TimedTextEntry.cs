using System.Buffers.Binary;

namespace Streaming.Ffmpeg.Importing;

/// <summary>The <c>tx3g</c> sample entry: how text looks unless a sample says otherwise. 3GPP TS 26.245 §5.16.</summary>
internal static class TimedTextEntry
{
    /// <summary>Reserved 6, data reference index 2, behind the box header of 8.</summary>
    private const int HeaderSize = 16;

    /// <summary>White text without background, centred at the bottom, font 1 "Sans-Serif" at 18 points.</summary>
    private static readonly byte[] Usual =
    [
        0, 0, 0, 0, // display flags
        1, 0xFF, // horizontal: centred, vertical: bottom
        0, 0, 0, 0, // background colour
        0, 0, 0, 0, 0, 0, 0, 0, // default text box: the whole region
        0, 0, 0, 0, 0, 1, 0, 18, 0xFF, 0xFF, 0xFF, 0xFF, // default style: all characters, font 1, plain, 18, white
        0, 0, 0, 23, (byte)'f', (byte)'t', (byte)'a', (byte)'b', 0, 1, 0, 1, // font table: one font, number 1
        10, (byte)'S', (byte)'a', (byte)'n', (byte)'s', (byte)'-', (byte)'S', (byte)'e', (byte)'r', (byte)'i', (byte)'f',
    ];

    /// <summary>The whole box around what a container stores of it, or around our own where it stores nothing.</summary>
    public static byte[] Write(ReadOnlySpan<byte> stored)
    {
        ReadOnlySpan<byte> body = stored.Length > 0 ? stored : Usual;
        byte[] box = new byte[HeaderSize + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        "tx3g"u8.CopyTo(box.AsSpan(4));
        BinaryPrimitives.WriteUInt16BigEndian(box.AsSpan(14), 1);
        body.CopyTo(box.AsSpan(HeaderSize));
        return box;
    }
}
