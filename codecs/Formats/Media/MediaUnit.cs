using System.Runtime.InteropServices;

namespace Streaming.Formats.Media;

/// <summary>A part of a sample that a payload format must know the bounds of.</summary>
/// <remarks>
/// H.264, H.265: one NAL unit, without its start code. AV1: one OBU, header and size field included. JPEG: unit 0 is the entropy-coded
/// scan, units 1 and on are the 64-byte quantisation tables. Timed text: unit 0 is the text string (which may be empty), unit 1, if any,
/// the modifier boxes behind it. A group of interleaved sound: one access unit. Other codings have no units.
/// </remarks>
/// <param name="Offset">From the start of its sample, in bytes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Head">Its first two bytes in network order (zero-padded), so that a sender need not read the film to classify it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct MediaUnit(int Offset, int Size, ushort Head);
