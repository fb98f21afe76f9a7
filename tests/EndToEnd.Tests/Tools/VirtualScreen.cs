using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>A screen of its own that nobody sees (Xvfb), with a keyboard and a mouse (xdotool).</summary>
internal sealed class VirtualScreen : IAsyncDisposable
{
    public const int Width = 1280;
    public const int Height = 800;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly Process _xvfb;

    private VirtualScreen()
    {
        // The picture on the screen lies in a file: looking at it costs no program.
        // Without -noreset it starts anew when its last client leaves, as xdotool does after each look, and turns away whoever comes then:
        // a player that comes just then finds no display.
        string[] arguments =
            ["-displayfd", "1", "-screen", "0", $"{Width}x{Height}x24", "-fbdir", _folder.Path, "-nolisten", "tcp", "-noreset"];
        _xvfb = Process.Start(new ProcessStartInfo("Xvfb", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _xvfb.BeginErrorReadLine();
    }

    /// <summary>What DISPLAY is set to.</summary>
    public string Display { get; private set; } = "";

    /// <summary>Starts it; skips the test, and says so, where there is no such program.</summary>
    public static async Task<VirtualScreen> StartAsync()
    {
        foreach (string program in (string[])["Xvfb", "xdotool"])
            Assert.SkipUnless(ForeignProgram.Exists(program), $"{program} is not installed: the window is not tested");
        VirtualScreen screen = new();
        string? number = await screen._xvfb.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.False(string.IsNullOrEmpty(number), "Xvfb did not start");
        screen.Display = ":" + number;
        return screen;
    }

    /// <summary>Presses a key as xdotool names it: <c>q</c>, <c>space</c>, <c>Right</c>.</summary>
    public Task KeyAsync(string key) => ToolAsync("key", key);

    public Task MoveMouseAsync(int x, int y) =>
        ToolAsync("mousemove", x.ToString(CultureInfo.InvariantCulture), y.ToString(CultureInfo.InvariantCulture));

    /// <summary>The window whose title ends so: its title and where it lies; null where there is none.</summary>
    public async Task<(string Title, int X, int Y, int Width, int Height)?> WindowAsync(string name = "Streaming")
    {
        ProgramResult found = await ToolAsync(
            "search", "--onlyvisible", "--name", name + "$", "getwindowname", "getwindowgeometry", "--shell");
        string[] lines = found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int? Value(string key) => lines.FirstOrDefault(line => line.StartsWith(key + "=", StringComparison.Ordinal)) is { } line
            ? int.Parse(line[(key.Length + 1)..], CultureInfo.InvariantCulture) : null;
        return found.ExitCode == 0 && Value("HEIGHT") is { } height
            ? (lines[0], Value("X")!.Value, Value("Y")!.Value, Value("WIDTH")!.Value, height) : null;
    }

    /// <summary>What is on the screen now.</summary>
    public ScreenShot Look()
    {
        // An X window dump (X11/XWDFile.h): big-endian numbers of 32 bits, colours, then rows of blue, green, red and a byte of nothing.
        using FileStream file = new(Path.Combine(_folder.Path, "Xvfb_screen0"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] dump = new byte[file.Length];
        file.ReadExactly(dump);
        int Field(int index) => BinaryPrimitives.ReadInt32BigEndian(dump.AsSpan(index * 4));
        int width = Field(4), height = Field(5), stride = Field(12), start = Field(0) + (Field(19) * 12);
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0, to = 0; y < height; y++)
        {
            for (int from = start + (y * stride), end = from + (width * 4); from < end; from += 4)
            {
                pixels[to++] = dump[from + 2];
                pixels[to++] = dump[from + 1];
                pixels[to++] = dump[from];
            }
        }

        return new(width, height, pixels);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_xvfb.HasExited)
            _xvfb.Kill();
        await _xvfb.WaitForExitAsync();
        _xvfb.Dispose();
        _folder.Dispose();
    }

    private Task<ProgramResult> ToolAsync(params string[] arguments) =>
        ForeignProgram.RunAsync("env", [$"DISPLAY={Display}", "xdotool", .. arguments], Patience);
}
