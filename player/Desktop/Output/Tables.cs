using Spectre.Console;

namespace Streaming.Player.Desktop.Output;

/// <summary>Writes tables to whatever the command's output is: with lines on a terminal, plain in a file.</summary>
internal static class Tables
{
    /// <summary>Wide enough for every table here, so that a file or a pipe never folds lines.</summary>
    private const int PlainWidth = 200;

    public static void Write(TextWriter output, Table table)
    {
        bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        if (!isTerminal)
            console.Profile.Width = PlainWidth;
        console.Write(table.Border(isTerminal ? TableBorder.Rounded : TableBorder.Ascii));
    }
}
