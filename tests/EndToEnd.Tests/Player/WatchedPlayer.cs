using System.Diagnostics;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>The player program with its window, on a screen and in a folder of its own.</summary>
internal sealed class WatchedPlayer : IAsyncDisposable
{
    /// <summary>Far more than any of it takes, even beside other work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _home = new();
    private readonly VirtualScreen _screen;
    private Process _process = null!;
    private Task<string> _errors = null!;

    private WatchedPlayer(VirtualScreen screen) => _screen = screen;

    /// <summary>Where its window lies on the screen.</summary>
    public (string Title, int X, int Y, int Width, int Height) Window { get; private set; }

    public static async Task<WatchedPlayer> StartAsync(params string[] arguments)
    {
        WatchedPlayer player = new(await VirtualScreen.StartAsync());
        try
        {
            player._process = Start(player._home.Path, player._screen.Display, arguments);
            player._errors = player._process.StandardError.ReadToEndAsync();
            player._process.BeginOutputReadLine();
            return player;
        }
        catch
        {
            await player.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program without waiting for anything.</summary>
    /// <param name="display">Null for a shell without one.</param>
    public static Process Start(string home, string? display, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [RunningServer.Program("Streaming.Player.Desktop"), "play", .. arguments])
        {
            WorkingDirectory = home,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Pictures are kept where the program was started, as there is no folder for them in this home.
        start.Environment["HOME"] = home;
        start.Environment["STREAMING_PLAYER_HOME"] = home;
        start.Environment["SDL_AUDIODRIVER"] = "dummy";

        // No other screen than the given one is found, nor complained of by the libraries that look for it.
        start.Environment["XDG_RUNTIME_DIR"] = home;
        start.Environment["DISPLAY"] = display;
        start.Environment.Remove("WAYLAND_DISPLAY");
        start.Environment.Remove("SDL_VIDEODRIVER");
        return Process.Start(start) ?? throw new InvalidOperationException("the player did not start");
    }

    /// <summary>Waits until the window is called so, and the mouse is in it: without a window manager keys go to where the mouse
    /// is.</summary>
    public async Task TitledAsync(string title)
    {
        await UntilAsync($"a window called '{title}'", async () =>
        {
            if (await _screen.WindowAsync() is not { } window)
                return false;
            Window = window;
            return window.Title == title;
        });
    }

    public Task PressAsync(string key) => _screen.KeyAsync(key);

    /// <param name="x">A share of the window's width.</param>
    /// <param name="y">A share of its height.</param>
    public Task MoveMouseAsync(double x, double y) =>
        _screen.MoveMouseAsync(Window.X + (int)(x * Window.Width), Window.Y + (int)(y * Window.Height));

    /// <summary>What the window shows.</summary>
    public ScreenShot Look() => _screen.Look().Crop(Window.X, Window.Y, Window.Width, Window.Height);

    /// <summary>Waits until what the window shows is as it should be, and gives it.</summary>
    public async Task<ScreenShot> SeeAsync(string what, Func<ScreenShot, bool> isThere)
    {
        ScreenShot seen = Look();
        await UntilAsync(what, async () =>
        {
            // With its first picture the window takes the film's size.
            Window = await _screen.WindowAsync() ?? Window;
            return isThere(seen = Look());
        });
        return seen;
    }

    /// <summary>Waits until two looks, with some time between them, are alike.</summary>
    public async Task<ScreenShot> StillAsync()
    {
        ScreenShot before = Look();
        await UntilAsync("a picture that stands still", () =>
        {
            ScreenShot last = before;
            before = Look();
            return Task.FromResult(before.ChangedAgainst(last) == 0);
        }, TimeSpan.FromMilliseconds(400));
        return before;
    }

    /// <summary>Keeps the picture by key, and gives the file once it is written.</summary>
    public async Task<string> KeepPictureAsync()
    {
        HashSet<string> before = [.. Directory.GetFiles(_home.Path, "*.png")];
        string? path = null;
        await PressAsync("s");
        await UntilAsync("a file with the picture", () =>
        {
            path = Directory.GetFiles(_home.Path, "*.png").FirstOrDefault(each => !before.Contains(each));
            return Task.FromResult(path is not null && IsWhole(path));
        });
        return path!;
    }

    /// <summary>Presses the key that ends it, and waits.</summary>
    public async Task<int> QuitAsync(string key = "q")
    {
        await PressAsync(key);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            _process.Kill(entireProcessTree: true);
        if (_process is not null)
            await _process.WaitForExitAsync();
        _process?.Dispose();
        await _screen.DisposeAsync();
        _home.Dispose();
    }

    /// <summary>A PNG ends with its chunk IEND of twelve bytes.</summary>
    private static bool IsWhole(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] end = new byte[12];
        if (file.Length < 100)
            return false;
        file.Seek(-12, SeekOrigin.End);
        file.ReadExactly(end);
        return end.AsSpan(4, 4).SequenceEqual("IEND"u8);
    }

    private async Task UntilAsync(string what, Func<Task<bool>> isThere, TimeSpan? between = null)
    {
        long began = Stopwatch.GetTimestamp();
        while (!await isThere())
        {
            string errors = _process.HasExited ? await _errors : "";
            Assert.False(_process.HasExited, $"the player ended while waiting for {what}: {errors}");
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"waited in vain for {what}; the window is called '{Window.Title}'");
            await Task.Delay(between ?? TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }
}
