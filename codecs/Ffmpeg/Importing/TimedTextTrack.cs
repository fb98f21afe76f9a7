using System.Buffers;
using System.Buffers.Binary;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Lays cues out as samples that follow each other without a gap, as RFC 4396 wants them: pauses are samples without
/// text.</summary>
/// <remarks>
/// Cues may overlap (two people speaking, a sign on the wall); samples may not. Where they do, the stretch shows all their lines, one
/// below the other, without the styles, whose character positions would no longer fit.
/// </remarks>
internal sealed class TimedTextTrack
{
    /// <summary>The duration of a sample on the wire has 24 bits. RFC 4396 §4.1.2.</summary>
    private const int MaxDuration = (1 << 24) - 1;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <param name="end">Where the title ends; what is shown longer is cut there, unless the title has nothing but text.</param>
    public TimedTextTrack(IReadOnlyList<TextCue> cues, long end)
    {
        if (cues.Count == 0)
            return;
        IEnumerable<long> changes = cues.SelectMany(cue => new[] { cue.Start, cue.End });
        long[] borders = [.. changes.Append(0).Append(end).Where(at => at <= end).Distinct().Order()];
        int first = 0;
        for (int i = 0; i + 1 < borders.Length; i++)
        {
            while (first < cues.Count && cues[first].End <= borders[i])
                first++;
            long start = borders[i];
            Add(start, borders[i + 1], [.. cues.Skip(first).TakeWhile(cue => cue.Start <= start).Where(cue => cue.End > start)]);
        }
    }

    public byte[] Bytes => _bytes.WrittenSpan.ToArray();

    public List<MediaSample> Samples { get; } = [];

    public List<MediaUnit> Units { get; } = [];

    private void Add(long start, long end, IReadOnlyList<TextCue> shown)
    {
        ReadOnlyMemory<byte> text = shown.Count == 1 ? shown[0].Text : Join(shown);
        ReadOnlyMemory<byte> modifiers = shown.Count == 1 ? shown[0].Modifiers : default;
        while (start < end)
        {
            int duration = (int)Math.Min(end - start, MaxDuration);
            Write(start, duration, text.Span, modifiers.Span);
            start += duration;
        }
    }

    private void Write(long start, int duration, ReadOnlySpan<byte> text, ReadOnlySpan<byte> modifiers)
    {
        int offset = _bytes.WrittenCount;
        int firstUnit = Units.Count;
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.GetSpan(2), (ushort)text.Length);
        _bytes.Advance(2);
        _bytes.Write(text);
        _bytes.Write(modifiers);
        Units.Add(new MediaUnit(2, text.Length, Head(text)));
        if (modifiers.Length > 0)
            Units.Add(new MediaUnit(2 + text.Length, modifiers.Length, Head(modifiers)));
        int size = 2 + text.Length + modifiers.Length;
        Samples.Add(new MediaSample(offset, start, 0, size, duration, firstUnit, (ushort)(Units.Count - firstUnit), SampleFlags.Key));
    }

    private static ushort Head(ReadOnlySpan<byte> unit) =>
        unit.Length > 1 ? BinaryPrimitives.ReadUInt16BigEndian(unit) : unit.Length == 1 ? (ushort)(unit[0] << 8) : (ushort)0;

    private static byte[] Join(IReadOnlyList<TextCue> cues)
    {
        List<byte> lines = [];
        foreach (TextCue cue in cues)
        {
            if (lines.Count + 1 + cue.Text.Length > ushort.MaxValue)
                break;
            if (lines.Count > 0)
                lines.Add((byte)'\n');
            lines.AddRange(cue.Text.Span);
        }

        return [.. lines];
    }
}
