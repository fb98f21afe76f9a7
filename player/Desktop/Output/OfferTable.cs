using Spectre.Console;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Output;

/// <summary>What a server offers, for people.</summary>
internal static class OfferTable
{
    public static void Write(TextWriter output, string? server, Presentation presentation)
    {
        string duration = presentation.Duration is { } length ? $"{length:h\\:mm\\:ss\\.fff}" : "no end announced";
        string from = server is null ? "" : $", from {ReportTable.Clean(server)}";
        output.WriteLine($"{ReportTable.Clean(presentation.Name)}: {duration}{from}");
        Table table = new();
        foreach (string column in new[] { "stream", "coding", "clock", "lang", "rate", "frames/s", "label", "playable here" })
            table.AddColumn(column);
        foreach (OfferedTrack track in presentation.Tracks)
        {
            table.AddRow(
                track.Kind.ToString().ToLowerInvariant(), Markup.Escape(track.Codec), $"{track.Payload?.Clock}",
                Markup.Escape(track.Language),
                $"{track.Rate}", $"{track.FrameRate}", Markup.Escape(ReportTable.Clean(track.Label)), track.IsPlayable ? "yes" : "no");
        }

        Tables.Write(output, table);
    }
}
