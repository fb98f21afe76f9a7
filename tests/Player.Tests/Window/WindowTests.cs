using System.Diagnostics;
using Streaming.Ffmpeg.Decoding;
using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Desktop.Window;
using Streaming.Player.Desktop.Window.Library;

namespace Streaming.Player.Tests.Window;

/// <summary>The whole window, on SDL's display that nobody sees.</summary>
[Collection("SDL")]
public sealed class WindowTests : IDisposable
{
    private readonly string? _driver = Environment.GetEnvironmentVariable("SDL_VIDEODRIVER");

    public WindowTests()
    {
        Canvas.Require();

        // .NET keeps its own copy of the environment; SDL is told by a hint.
        Environment.SetEnvironmentVariable("SDL_VIDEODRIVER", "dummy");
        SdlNative.SetHint("SDL_VIDEODRIVER", "dummy");
    }

    public void Dispose() => Environment.SetEnvironmentVariable("SDL_VIDEODRIVER", _driver);

    [Fact]
    public void The_window_opens_shows_pictures_obeys_keys_and_ends()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        using FakePlayer player = new();
        FilmWindow.Run(player, new FakeLibrary(), new() { Clock = player.Clock, Address = "rtsp://server/film" }, limit.Token);
        Assert.False(limit.IsCancellationRequested);
        Assert.Equal(new PlayerCommand.Open("rtsp://server/film"), player.Commands[0]);
        Assert.Contains(new PlayerCommand.TogglePause(), player.Commands);
        Assert.Equal(FakePlayer.Most, player.Presentations);
    }

    [Fact]
    public void Without_a_display_one_line_says_so_and_offers_to_play_without()
    {
        Environment.SetEnvironmentVariable("SDL_VIDEODRIVER", "no such driver");
        SdlNative.SetHint("SDL_VIDEODRIVER", "no such driver");
        using FakePlayer player = new();
        SdlException fault = Assert.Throws<SdlException>(() =>
            FilmWindow.Run(player, new FakeLibrary(), new() { Clock = player.Clock }, CancellationToken.None));
        Assert.StartsWith("there is no display here (", fault.Message);
        Assert.EndsWith("play --headless receives without a window", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void A_picture_is_kept_as_a_file_that_is_named_in_the_news()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("window-test");
        try
        {
            using FakePlayer player = new() { Keys = "s" };
            FilmWindow.Run(
                player, new FakeLibrary(),
                    new() { Clock = player.Clock, Address = "rtsp://server/film", ScreenshotFolder = folder.FullName }, limit.Token);
            Assert.Equal("A film 0-00-01.000.png", Assert.Single(folder.GetFiles()).Name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_paused_film_costs_next_to_nothing()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(2));
        using FakePlayer player = new() { IsPaused = true };
        Process self = Process.GetCurrentProcess();
        FilmWindow.Run(player, new FakeLibrary(), new() { Clock = player.Clock, Address = "rtsp://server/film" }, limit.Token);

        // Ten looks a second, for two seconds; what else the process does in the meantime is not counted.
        Assert.InRange(player.Views, 5, 60);
    }

    private sealed class FakeLibrary : ILibrary
    {
        public LibraryView View => LibraryView.Nothing;

        public void Fetch(string address)
        {
        }
    }

    /// <summary>Plays some pictures, then presses keys and closes the window.</summary>
    private sealed class FakePlayer : IFilmPlayer
    {
        public const int Most = 10;

        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly PlainPicture _picture = PlainPicture.Corner(64, 36);
        private int _shown;

        public string Keys { get; init; } = " ";

        public bool IsPaused { get; init; }

        public List<PlayerCommand> Commands { get; } = [];

        public int Presentations { get; private set; }

        public int Views { get; private set; }

        public Instant NextPicture => IsPaused && _shown > 0 ? Instant.Never : Clock() + TimeSpan.FromMilliseconds(20);

        public Instant Clock() => new(_watch.Elapsed.Ticks);

        public PlayerView View(Instant now)
        {
            Views++;
            return new() { Phase = IsPaused ? PlayerPhase.Paused : PlayerPhase.Playing, Name = "A film",
                Position = MediaTime.FromSeconds(1) };
        }

        public void Do(PlayerCommand command) => Commands.Add(command);

        public bool TryShow(Instant now, out VideoFrame? picture)
        {
            picture = _picture;
            if (_shown >= (IsPaused ? 1 : Most))
                return false;
            if (++_shown == Most)
            {
                foreach (char key in Keys)
                    Push(key);
                SdlEvent quit = new() { Kind = SdlEventKind.Quit };
                _ = SdlNative.PushEvent(ref quit);
            }

            return true;
        }

        public bool TryShowSlide(Instant now, out VideoFrame? slide)
        {
            slide = null;
            return false;
        }

        public void Presented(Instant at) => Presentations++;

        public void Dispose()
        {
        }

        private static unsafe void Push(char key)
        {
            SdlEvent typed = new() { Kind = SdlEventKind.TextInput };
            typed.Text[0] = (byte)key;
            _ = SdlNative.PushEvent(ref typed);
        }
    }
}
