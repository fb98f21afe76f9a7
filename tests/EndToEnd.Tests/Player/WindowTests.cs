using System.Diagnostics;
using System.Globalization;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>The window as its viewer has it: the real program on a screen nobody sees, keys pressed, and what is seen then.</summary>
public sealed class WindowTests(WindowServer sample) : IClassFixture<WindowServer>
{
    private const string Playing = "Sample film - Streaming";
    private const string Paused = "Sample film (paused) - Streaming";
    private const int PicturesPerSecond = 25;

    private string Address => sample.Server.Address("sample");

    [Fact]
    public async Task A_film_is_shown_stands_still_when_paused_goes_on_after_a_seek_and_can_be_kept_as_a_file()
    {
        await using WatchedPlayer player = await WatchedPlayer.StartAsync(Address);
        await player.TitledAsync(Playing);
        await player.SeeAsync("the film", seen => Picture(seen).Colourful > 0.4);
        await player.PressAsync("space");
        await player.TitledAsync(Paused);
        (TimeSpan first, ScreenShot still) = await CheckPictureAsync(player);

        await player.PressAsync("Right");
        await player.SeeAsync("another picture after a seek", seen => Picture(seen).ChangedAgainst(Picture(still)) > 0.02);
        (TimeSpan second, _) = await CheckPictureAsync(player);
        Assert.InRange(second - first, TimeSpan.FromSeconds(2.9), TimeSpan.FromSeconds(7.1));

        await player.PressAsync("space");
        await player.TitledAsync(Playing);
        ScreenShot last = player.Look();
        await player.SeeAsync("a picture that moves", seen => Picture(seen).ChangedAgainst(Picture(last)) > 0.005);
        Assert.Equal(0, await player.QuitAsync());
    }

    [Fact]
    public async Task Subtitles_timeline_and_statistics_come_and_go_over_a_picture_that_stays()
    {
        await using WatchedPlayer player = await WatchedPlayer.StartAsync(Address, "--text", "en", "--start", "4.3");
        await player.TitledAsync(Playing);
        await PauseAtSubtitleAsync(player);

        await player.PressAsync("v");
        await player.SeeAsync("no subtitle", seen => !HasSubtitle(seen));
        await player.PressAsync("v");
        await player.SeeAsync("the subtitle again", HasSubtitle);
        ScreenShot bare = await player.StillAsync();

        // The panel darkens most of the picture, and words and curves are on it.
        await player.PressAsync("i");
        ScreenShot statistics = await player.SeeAsync("the statistics", seen => Panel(seen).ChangedAgainst(Panel(bare)) > 0.9);
        Assert.True(Panel(statistics).Colourful < Panel(bare).Colourful / 2);
        Assert.InRange(Panel(statistics).White, 0.003, 0.2);
        await player.PressAsync("i");
        await player.SeeAsync("no statistics", seen => Panel(seen).ChangedAgainst(Panel(bare)) < 0.01);

        // The line reaches from edge to edge at the bottom, and the subtitle moves up out of its way.
        await player.MoveMouseAsync(0.4, 0.3);
        await player.MoveMouseAsync(0.41, 0.3);
        await player.SeeAsync("the timeline", seen => Bottom(seen).ChangedAgainst(Bottom(bare)) > 0.5);
        await player.SeeAsync("no timeline", seen => Bottom(seen).ChangedAgainst(Bottom(bare)) < 0.01);
        Assert.Equal(0, await player.QuitAsync());
    }

    [Theory, InlineData("http"), InlineData("rtsp")]
    public async Task A_server_is_opened_as_a_list_with_pictures_and_its_first_title_is_one_key_away(string scheme)
    {
        RunningServer server = sample.Server;
        string address = scheme == "http" ? $"http://127.0.0.1:{server.HttpPort}" : server.Address("");
        await using WatchedPlayer player = await WatchedPlayer.StartAsync(address);
        await player.TitledAsync("Streaming");

        // Two thumbnails side by side in the upper left half, and nothing of the like anywhere else.
        ScreenShot list = await player.SeeAsync("two thumbnails", seen => Left(seen, 0).Colourful > 0.3 && Left(seen, 1).Colourful > 0.3);
        Assert.True(list.Band(0.5, 1).Colourful < 0.01, "there is more than a list");
        await player.PressAsync("Return");
        await player.TitledAsync(Playing);
        await player.SeeAsync("the film", seen => Picture(seen).Colourful > 0.6);
        Assert.Equal(0, await player.QuitAsync());
    }

    [Fact]
    public async Task A_title_that_does_not_exist_is_told_and_the_way_back_leads_to_those_that_do()
    {
        await using WatchedPlayer player = await WatchedPlayer.StartAsync(sample.Server.Address("nothing"));
        await player.TitledAsync("Streaming");
        ScreenShot told = await player.SeeAsync("words in the middle", seen => seen.Band(0.35, 0.65).White > 0.003);
        Assert.True(told.Band(0, 0.3).Black > 0.99, "a message lies in the middle");
        await player.PressAsync("Escape");
        await player.SeeAsync("the titles there are", seen => Left(seen, 0).Colourful > 0.3 && Left(seen, 1).Colourful > 0.3);

        // In a list letters are typed; this one ends it from everywhere.
        Assert.Equal(0, await player.QuitAsync("ctrl+q"));
    }

    [Theory, InlineData(null), InlineData(":54321")]
    public async Task Without_a_display_one_line_says_so_and_offers_to_receive_without_a_window(string? display)
    {
        using TemporaryFolder home = new();
        using Process process = WatchedPlayer.Start(home.Path, display, Address);
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        string line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("no display", line, StringComparison.Ordinal);
        Assert.Contains("--headless", line, StringComparison.Ordinal);
        Assert.Contains(display ?? "DISPLAY", line, StringComparison.Ordinal);
    }

    /// <summary>A tenth of every second has no subtitle: where the pause fell into it, the next one is tried.</summary>
    private static async Task PauseAtSubtitleAsync(WatchedPlayer player)
    {
        for (int i = 0; i < 5; i++)
        {
            await player.SeeAsync("a subtitle", HasSubtitle);
            await player.PressAsync("space");
            await player.TitledAsync(Paused);
            await player.SeeAsync("no timeline", seen => Bottom(seen).Colourful > 0.6);
            if (HasSubtitle(await player.StillAsync()))
                return;
            await player.PressAsync("space");
            await player.TitledAsync(Playing);
        }

        Assert.Fail("a paused film shows no subtitle");
    }

    /// <summary>Keeps a picture by key and holds file and window against the film at the time the file is named after.</summary>
    private async Task<(TimeSpan At, ScreenShot Seen)> CheckPictureAsync(WatchedPlayer player)
    {
        ScreenShot seen = await player.StillAsync();
        string file = await player.KeepPictureAsync();
        string name = Path.GetFileNameWithoutExtension(file);
        Assert.StartsWith("Sample film ", name, StringComparison.Ordinal);
        TimeSpan at = TimeSpan.ParseExact(name["Sample film ".Length..], @"h\-mm\-ss\.fff", CultureInfo.InvariantCulture);
        ScreenShot kept = await WindowServer.DecodeAsync(file, TimeSpan.Zero, player.Window.Width, player.Window.Height);

        // The picture with the greatest time that is not beyond, or a neighbour of it.
        int number = (int)(at.TotalSeconds * PicturesPerSecond);
        List<double> near = [];
        foreach (int each in Enumerable.Range(number - 2, 4).Where(each => each >= 0))
            near.Add((await FilmAsync(player, each)).DistanceTo(kept));
        ScreenShot far = await FilmAsync(player, number + (PicturesPerSecond * 3 / 2));
        Assert.True(near.Min() < 3, $"the kept picture is not the film's at {at}: {string.Join(", ", near)}");
        Assert.True(far.DistanceTo(kept) > near.Min() * 3, $"the film at another time is as near to the kept picture: {near.Min()}");
        double distance = Picture(seen).DistanceTo(Picture(kept));
        Assert.True(distance < 6, $"the window shows something else: {distance}");
        return (at, seen);
    }

    private Task<ScreenShot> FilmAsync(WatchedPlayer player, int picture) => WindowServer.DecodeAsync(
        sample.Film,
        TimeSpan.FromSeconds(Math.Max(0, ((double)picture / PicturesPerSecond) - 0.01)),
        player.Window.Width,
        player.Window.Height);

    /// <summary>Where nothing lies over the film but what was asked for: below the film's name and news, above subtitles and
    /// timeline.</summary>
    private static ScreenShot Picture(ScreenShot window) => window.Band(0.2, 0.75);

    /// <summary>Where the statistics lie.</summary>
    private static ScreenShot Panel(ScreenShot window) =>
        window.Crop(window.Width / 10, window.Height / 5, window.Width * 8 / 10, window.Height / 2);

    private static ScreenShot Bottom(ScreenShot window) => window.Band(0.96, 1);

    /// <summary>White letters with a black edge, where the film's own picture has neither.</summary>
    private static bool HasSubtitle(ScreenShot window)
    {
        ScreenShot line = window.Crop(window.Width * 2 / 5, window.Height * 7 / 8, window.Width / 5, window.Height / 10);
        return line.White > 0.01 && line.Black > 0.01;
    }

    /// <summary>The place of a thumbnail in the first row of a list.</summary>
    private static ScreenShot Left(ScreenShot window, int index) =>
        window.Crop((int)(window.Width * (0.04 + (0.24 * index))), (int)(window.Height * 0.15), window.Width / 6, window.Height / 8);
}
