namespace Streaming.Ffmpeg.Importing;

/// <summary>One packet as ffmpeg handed it to the sample file: times in the table's time base.</summary>
internal readonly record struct PacketRow(long DecodeTicks, long PresentationTicks, long DurationTicks, int Size, PacketFlags Flags)
{
    /// <summary>AV_NOPTS_VALUE.</summary>
    public const long NoTime = long.MinValue;
}
