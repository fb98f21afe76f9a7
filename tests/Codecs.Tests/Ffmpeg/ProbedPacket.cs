using System.Globalization;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg;

/// <summary>One packet as ffprobe shows it: the witness that imports are compared with.</summary>
internal sealed record ProbedPacket(int Stream, decimal Presentation, decimal? Decode, int Size, bool IsKey, bool IsDiscarded)
{
    /// <summary>Times are seconds as an exact product of ticks and time base.</summary>
    public static IReadOnlyList<ProbedPacket> Read(string path, int stream)
    {
        string scale = Tool.Run(
            "ffprobe", "-v", "error", "-select_streams", $"{stream}", "-show_entries", "stream=time_base", "-of", "csv=p=0", path);
        string[] parts = scale.Split('\n')[0].Trim(',', '\r').Split('/');
        (decimal over, decimal under) = (Number(parts[0]), Number(parts[1]));
        string rows = Tool.Run(
            "ffprobe", "-v", "error", "-select_streams", $"{stream}", "-show_entries", "packet=pts,dts,size,flags", "-of", "csv=p=0", path);
        return
        [
            .. rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).Select(row => new ProbedPacket(
                stream, Number(row[0]) * over / under, row[1] == "N/A" ? null : Number(row[1]) * over / under,
                (int)Number(row[2]), row[3].Contains('K', StringComparison.Ordinal), row[3].Contains('D', StringComparison.Ordinal))),
        ];
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
