using System.Runtime.InteropServices;

namespace Streaming.Formats.Media;

/// <summary>One access unit of one track: where its bytes lie in the track's sample file, when it is decoded and shown.</summary>
/// <remarks>
/// Times are in units of the track's RTP clock, on the title's common timeline (zero = where the film begins to be shown), with edit
/// lists already applied. This is the very record the index file holds, so a two-hour film is read in one piece:
/// <code>
///  0               8               16      20      24      28      32  34
///  +---------------+---------------+-------+-------+-------+-------+---+---+
///  | Offset        | DecodeUnits   | Shown | Size  | Length| First | N | F |
///  +---------------+---------------+-------+-------+-------+-------+---+---+
/// </code>
/// </remarks>
/// <param name="Offset">Where the sample begins in the sample file, in bytes.</param>
/// <param name="DecodeUnits">Decode time; never decreases from sample to sample.</param>
/// <param name="PresentationDelay">Presentation time minus decode time, in clock units.</param>
/// <param name="Size">Bytes in the sample file, start codes included where the coding has them.</param>
/// <param name="Duration">How long it is shown or heard, in clock units.</param>
/// <param name="FirstUnit">Index of its first <see cref="MediaUnit"/> in the track's unit table.</param>
/// <param name="UnitCount">How many units it has; 0 where the coding has none (then the whole sample is one piece).</param>
/// <param name="Flags">What a sender may do with it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct MediaSample(
    long Offset, long DecodeUnits, int PresentationDelay, int Size, int Duration, int FirstUnit, ushort UnitCount, SampleFlags Flags)
{
    public long PresentationUnits => DecodeUnits + PresentationDelay;

    public bool IsKey => (Flags & SampleFlags.Key) != 0;
}
