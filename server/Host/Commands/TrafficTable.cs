using System.Globalization;
using Streaming.Formats.Media;
using Streaming.Server.Traffic;

namespace Streaming.Server.Host.Commands;

/// <summary>What each track of a title asks of a network, in a line of its own: mean and peak, the rate of each sending plan, and the
/// bucket it needs without one.</summary>
internal static class TrafficTable
{
    /// <summary>The rates at which buckets are told, in hundredths of the mean.</summary>
    private static readonly int[] Multiples = [100, 150, 200];

    public static IEnumerable<string> Lines(MediaIndex index)
    {
        List<string[]> rows =
        [
            [
                "track", "mean", "peak", .. TrafficAnalysis.Buffers.Select(buffer => $"{Figures.Seconds(buffer)} ahead"),
                .. Multiples.Select(multiple => $"σ({Times(multiple)})"),
            ],
            .. index.Tracks.Where(track => track.Traffic is not null).Select(track => Row(track.Track, track.Traffic!)),
        ];
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Skip(1).Select((cell, column) => cell.PadLeft(widths[column + 1]));
            yield return $"  {string.Join("  ", cells.Prepend(row[0].PadRight(widths[0])))}";
        }

        yield return "  ahead: the rate that is enough where the receiver holds so much; "
            + "σ: the bucket that holds all bursts at so many times the mean rate";
    }

    private static string[] Row(Track track, TrackTraffic traffic)
    {
        BitRate mean = traffic.Envelope[0].Rate;
        string name = track.Kind == TrackKind.Video ? track.Rendition : track.Language;
        return
        [
            $"{track.Id} {Word(track.Kind)} {name}".TrimEnd(),
            Figures.Rate(mean),
            Figures.Rate(traffic.PeakRate),
            .. TrafficAnalysis.Buffers.Select(
                buffer => traffic.Plans.FirstOrDefault(plan => plan.Buffer == buffer) is { } plan ? Figures.Rate(plan.Rate) : "–"),
            .. Multiples.Select(multiple => traffic.Depth(new(mean.BitsPerSecond * multiple / 100)).ToString()),
        ];
    }

    private static string Word(TrackKind kind) => kind.ToString().ToLower(CultureInfo.InvariantCulture);

    private static string Times(int hundredths) => string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100.0:0.#}×");
}
