using System.Globalization;
using Streaming.Ffmpeg.Processes;

namespace Streaming.Ffmpeg.Importing;

/// <summary>What ffmpeg's <c>framecrc</c> muxer wrote of the very packets that its <c>data</c> muxer stored beside it.</summary>
/// <remarks>
/// Lines of <c>stream, dts, pts, duration, size, 0xsum[, F=0xflags][, S=side data]</c>; without <c>F</c> the packet is a key packet and
/// nothing else. <c>#tb 0: 1/12288</c> gives the time base.
/// </remarks>
internal sealed record PacketTable(TimeBase Scale, IReadOnlyList<PacketRow> Rows)
{
    public static readonly PacketTable Empty = new(new TimeBase(1, 1), []);

    /// <exception cref="MediaException">The table is not what this version of ffmpeg is known to write.</exception>
    public static PacketTable Read(string path)
    {
        TimeBase scale = default;
        List<PacketRow> rows = [];
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("#tb 0: ", StringComparison.Ordinal))
                scale = ReadScale(line["#tb 0: ".Length..]);
            else if (line.Length > 0 && line[0] != '#')
                rows.Add(TryReadRow(line, out PacketRow row) ? row : throw NotUnderstood(line));
        }

        return rows.Count == 0 || scale.Denominator > 0 ? new PacketTable(scale, rows) : throw NotUnderstood("no time base");
    }

    internal static bool TryReadRow(ReadOnlySpan<char> line, out PacketRow row)
    {
        row = default;
        Span<Range> fields = stackalloc Range[8];
        int count = line.Split(fields, ',', StringSplitOptions.TrimEntries);
        if (count < 6
            || !long.TryParse(line[fields[1]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long dts)
            || !long.TryParse(line[fields[2]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long pts)
            || !long.TryParse(line[fields[3]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long duration)
            || !int.TryParse(line[fields[4]], NumberStyles.None, CultureInfo.InvariantCulture, out int size))
            return false;
        int flags = (int)PacketFlags.Key;
        if (count > 6 && line[fields[6]].StartsWith("F=0x")
            && !int.TryParse(line[fields[6]][4..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out flags))
            return false;
        row = new PacketRow(dts, pts, duration, size, (PacketFlags)flags);
        return true;
    }

    private static TimeBase ReadScale(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && long.TryParse(parts[0], CultureInfo.InvariantCulture, out long over)
            && long.TryParse(parts[1], CultureInfo.InvariantCulture, out long under)
            && over > 0 && under > 0 ? new TimeBase(over, under) : throw NotUnderstood(text);
    }

    private static MediaException NotUnderstood(string line) => new($"ffmpeg's packet table was not understood: {line}");
}
