using Spectre.Console;
using Streaming.Player.Reporting;

namespace Streaming.Player.Desktop.Output;

/// <summary>A receiver's report for people.</summary>
internal static class ReportTable
{
    public static void Write(TextWriter output, ReceiverReport report)
    {
        string server = report.Server is null ? "" : $" from {report.Server}";
        string skew = report.MaxStartSkewMs is { } offset ? $", streams start within {offset:0.###} ms" : "";
        string title = Clean((report.Title ?? report.Url) + server);
        output.WriteLine($"{title} over {report.Transport.ToUpperInvariant()}, {report.WallMs / 1_000:0.0} s{skew}");
        Table table = new();
        foreach (string column in new[] { "stream", "coding", "lang" })
            table.AddColumn(column);
        string[] figures = ["packets", "lost", "late", "reord.", "dupl.", "samples", "damaged", "bytes", "jitter ms", "first sample ms"];
        foreach (string column in figures)
            table.AddColumn(column, cell => cell.RightAligned());
        table.AddColumn("sha-256");
        foreach (StreamReport stream in report.Streams)
        {
            table.AddRow(
                stream.Kind, Markup.Escape(stream.Codec), Markup.Escape(stream.Language),
                $"{stream.Packets}", $"{stream.Lost}", $"{stream.Late}", $"{stream.Reordered}", $"{stream.Duplicates}",
                $"{stream.Samples}", $"{stream.DamagedSamples}", $"{stream.SampleBytes}", $"{stream.JitterMs:0.00}",
                $"{stream.FirstSampleAfterPlayRequestMs:0.0}", stream.Sha256[..12]);
        }

        Tables.Write(output, table);
        foreach (StreamReport stream in report.Streams)
        {
            if (stream.Repair is { } repair)
                output.WriteLine(Describe(stream, repair));
        }

        if (report.Channel is { } channel)
            ChannelLines.Write(output, channel);
        ContractLines.Write(output, report);
    }

    private static string Describe(StreamReport stream, RepairReport repair)
    {
        string parity = repair.ParityPackets > 0
            ? $"{repair.RepairedByParity} by parity ({repair.Layout}, {repair.ParityPackets} packets)"
            : "no parity came";
        return $"repair of {stream.Kind}: {stream.Lost} lost; {parity}, "
            + $"{repair.RepairedByResend} sent again ({repair.AskedFor} asked for), "
            + $"{repair.RepairedLate} too late, {stream.GivenUp} missing in the end";
    }

    /// <summary>Names come from the network; what moves a terminal's cursor does not get there.</summary>
    internal static string Clean(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
