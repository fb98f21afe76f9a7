using Spectre.Console;

namespace Streaming.Player.Desktop.Output;

/// <summary>Channels, for people.</summary>
internal static class ChannelTable
{
    public static void Write(TextWriter output, IReadOnlyList<ListedChannel> channels)
    {
        if (channels.Count == 0)
        {
            output.WriteLine("no channels");
            return;
        }

        Table table = new();
        foreach (string column in new[] { "channel", "address", "group", "from" })
            table.AddColumn(column);
        foreach (ListedChannel channel in channels)
            table.AddRow([.. new[] { channel.Name, channel.Address, channel.Group, channel.From }.Select(Plain)]);
        Tables.Write(output, table);
    }

    private static string Plain(string text) => Markup.Escape(ReportTable.Clean(text));
}
