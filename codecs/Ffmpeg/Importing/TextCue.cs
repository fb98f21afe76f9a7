using System.Buffers.Binary;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Words that are shown for a while: a tx3g sample of 3GPP TS 26.245 §5.17, text and modifier boxes apart.</summary>
internal sealed record TextCue(long Start, long End, ReadOnlyMemory<byte> Text, ReadOnlyMemory<byte> Modifiers)
{
    /// <summary>The cues in a file of tx3g samples, in order of their start. Empty samples are the pauses between cues and are left
    /// out.</summary>
    public static List<TextCue> Read(ReadOnlyMemory<byte> raw, PacketTable table, SampleTiming[] timings)
    {
        List<TextCue> cues = [];
        int offset = 0;
        for (int i = 0; i < timings.Length; i++)
        {
            int size = Math.Min(table.Rows[i].Size, raw.Length - offset);
            ReadOnlyMemory<byte> sample = raw.Slice(offset, size);
            offset += size;
            int length = size < 2 ? 0 : Math.Min((int)BinaryPrimitives.ReadUInt16BigEndian(sample.Span), size - 2);
            long start = Math.Max(0, timings[i].PresentationUnits);
            long end = timings[i].PresentationUnits + timings[i].Duration;
            if (length > 0 && end > start)
                cues.Add(new TextCue(start, end, sample.Slice(2, length), sample[(2 + length)..]));
        }

        return [.. cues.OrderBy(cue => cue.Start)];
    }
}
