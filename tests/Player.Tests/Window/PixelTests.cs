using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window;
using Streaming.Player.Desktop.Window.Input;
using Streaming.Player.Desktop.Window.Scenes;
using Streaming.Player.Desktop.Window.Views;

namespace Streaming.Player.Tests.Window;

/// <summary>What is really drawn, by SDL's software and read back.</summary>
public sealed class PixelTests
{
    public PixelTests() => Canvas.Require();

    [Theory]
    [InlineData(0, 100, 100)]
    [InlineData(90, 500, 100)]
    [InlineData(180, 500, 300)]
    [InlineData(270, 100, 300)]
    public void A_picture_is_turned_clockwise(int rotation, int whiteX, int whiteY)
    {
        // The film's upper left quarter is white; a square window shows where it went.
        using Canvas canvas = new(600, 400);
        Draw(canvas, new PlainPicture(400, 400,
            (x, y) => (byte)(x < 200 && y < 200 ? 235 : 16)) { Pixel = rotation is 90 or 270 ? (2, 3) : (3, 2) }, rotation);
        foreach ((int x, int y) in ((int, int)[])[(100, 100), (500, 100), (500, 300), (100, 300)])
        {
            bool isWhite = (x, y) == (whiteX, whiteY);
            Assert.InRange(canvas.Brightness(x, y), isWhite ? 240 : 0, isWhite ? 255 : 15);
        }
    }

    [Theory]
    [InlineData(64, 36, 1, 1, 0, 640, 360)]
    [InlineData(40, 30, 1, 1, 0, 480, 360)]
    [InlineData(72, 57, 64, 45, 0, 640, 356)]
    [InlineData(64, 36, 1, 1, 90, 203, 360)]
    [InlineData(240, 10, 1, 1, 0, 640, 27)]
    public void A_picture_keeps_its_shape_between_black_bars(int width, int height, int pixelWidth, int pixelHeight, int rotation,
        int shownWidth, int shownHeight)
    {
        using Canvas canvas = new(640, 360);
        Draw(canvas, new PlainPicture(width, height, (_, _) => 235) { Pixel = (pixelWidth, pixelHeight) }, rotation);
        Assert.InRange(Count(x => canvas.Brightness(x, 180) > 128, 640), shownWidth - 3, shownWidth + 3);
        Assert.InRange(Count(y => canvas.Brightness(320, y) > 128, 360), shownHeight - 4, shownHeight + 4);
        Assert.InRange(canvas.Brightness(320, 180), 240, 255);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Colours_follow_the_films_own_description(bool is709, bool isFull)
    {
        // Pure red by each of the four rules: what is drawn must be red each time.
        double kr = is709 ? 0.2126 : 0.299;
        double kb = is709 ? 0.0722 : 0.114;
        double luma = kr;
        double blue = (0 - luma) / (2 * (1 - kb));
        double red = (1 - luma) / (2 * (1 - kr));
        byte y = (byte)Math.Round(isFull ? luma * 255 : 16 + (luma * 219));
        byte u = (byte)Math.Round(128 + (blue * (isFull ? 255 : 224)));
        byte v = (byte)Math.Min(255, Math.Round(128 + (red * (isFull ? 255 : 224))));
        using Canvas canvas = new(64, 64);
        Draw(canvas, new PlainPicture(64, 64, (_, _) => y, u, v) { Is709 = is709, IsFull = isFull }, 0);
        (int r, int g, int b) = canvas.At(32, 32);
        Assert.InRange(r, 245, 255);
        Assert.InRange(g, 0, 10);
        Assert.InRange(b, 0, 10);
    }

    [Fact]
    public void The_timeline_shows_what_was_played_what_is_there_and_what_is_to_come()
    {
        using Canvas canvas = new(1280, 720);
        Interface all = Film();
        PlayerView player = Views.Film
            with { Position = MediaTime.FromSeconds(300), BufferedTo = MediaTime.FromSeconds(600), Duration = TimeSpan.FromSeconds(1_000) };
        all.Accept(new InputEvent.PointerMoved(10, 10), Views.At(1, player));
        canvas.Draw(all.Draw(Views.At(1, player) with { Picture = null }, canvas.Fonts));
        TimelineLayout layout = TimelineLayout.Of(new(1280, 720));
        (int Red, int Green, int Blue) played = canvas.At(X(150), layout.Bar.CentreY);
        Assert.True(played.Blue > played.Red + 60, $"played: {played}");
        Assert.True(canvas.Brightness(X(450), layout.Bar.CentreY) > canvas.Brightness(X(800), layout.Bar.CentreY) + 20);
        Assert.True(canvas.Brightness(X(800), layout.Bar.CentreY) > canvas.Brightness(X(800), layout.Bar.Y - 8) + 20);
        Assert.True(canvas.Brightness(X(300), layout.Bar.CentreY) > 200);

        float X(double seconds) => layout.X(MediaTime.FromSeconds(seconds), TimeSpan.FromSeconds(1_000));
    }

    [Fact]
    public void Subtitles_are_white_with_a_black_edge_at_the_bottom_even_on_a_white_picture()
    {
        using Canvas canvas = new(640, 360);
        canvas.Painter.Picture.Update(new PlainPicture(64, 36, (_, _) => 235));
        Interface all = Film();
        WindowMoment moment = Views.At(1, Views.Film with { Subtitle = "Größe" }, width: 640, height: 360) with { Picture = new(64, 36) };
        canvas.Draw(all.Draw(moment, canvas.Fonts));
        Box line = new(260, 320, 120, 30);
        Assert.InRange(canvas.Share(line, each => each.Red < 60), 0.03, 0.6);
        Assert.InRange(canvas.Share(line, each => each.Red > 225), 0.2, 0.9);
        Assert.Equal(1, canvas.Share(new(0, 0, 640, 280), each => each.Red > 225));
        Assert.Equal(1, canvas.Share(new(0, 280, 200, 80), each => each.Red > 225));
    }

    [Fact]
    public void The_second_language_stands_above_the_first_in_another_colour()
    {
        using Canvas canvas = new(640, 360);
        Interface all = Film();
        PlayerView player = Views.Film with { Subtitle = "Guten Tag", SecondSubtitle = "Good day" };
        canvas.Draw(all.Draw(Views.At(1, player, width: 640, height: 360) with { Picture = null }, canvas.Fonts));
        Assert.InRange(canvas.Share(new(200, 300, 240, 20), IsYellow), 0.03, 0.6);
        Assert.Equal(0, canvas.Share(new(200, 325, 240, 35), IsYellow));

        static bool IsYellow((int Red, int Green, int Blue) each) => each.Red > 180 && each.Blue < each.Red - 60;
    }

    [Fact]
    public void Arabic_is_joined_and_goes_from_the_right()
    {
        using Canvas canvas = new(400, 100);
        TextLook look = new(40);

        // Joined letters are narrower than the same ones apart.
        string word = "سلام";
        Assert.True(canvas.Fonts.Width(word, look) < word.Sum(each => canvas.Fonts.Width(each.ToString(), look)) * 0.95);
        Scene scene = new();
        scene.Words(200, 10, "אבגדה ab", look, Palette.Text, TextAlign.Centre);
        canvas.Draw(scene);
        Assert.True(canvas.Share(new(0, 0, 400, 100), each => each.Red > 128) > 0.02);
    }

    [Fact]
    public void Statistics_lie_over_the_film_and_its_plots_move_with_their_values()
    {
        using Canvas canvas = new(640, 360);
        canvas.Painter.Picture.Update(new PlainPicture(64, 36, (_, _) => 235));
        Interface all = Film();
        PlayerView player = Views.Film
            with { Statistics = Views.Statistics with { LossHistory = [.. Enumerable.Repeat(0f, 300), .. Enumerable.Repeat(4f, 300)] } };
        WindowMoment moment = Views.At(1, player, width: 640, height: 360) with { Picture = new(64, 36) };
        Assert.Equal(0, Share());
        all.Accept(new InputEvent.Typed("i"), moment);
        double share = Share();
        Assert.InRange(share, 0.3, 0.9);

        // Losses in the second half of the minute: red on the right, none on the left.
        SceneItem.Trace loss = all.Draw(moment, canvas.Fonts).Items.OfType<SceneItem.Trace>().Last();
        Box half = loss.Box with { Width = (loss.Box.Width / 2) - 6, Height = loss.Box.Height - 3 };
        Assert.True(canvas.Share(half, IsRed) < 0.05);
        Assert.True(canvas.Share(half with { X = loss.Box.CentreX + 6 }, IsRed) > 0.5);

        double Share()
        {
            canvas.Draw(all.Draw(moment, canvas.Fonts));
            return canvas.Share(new(0, 0, 640, 360), each => each.Red < 60);
        }

        static bool IsRed((int Red, int Green, int Blue) each) => each.Red > each.Blue + 25;
    }

    [Fact]
    public void A_slide_stands_over_the_film_and_changes_places_with_it()
    {
        using Canvas canvas = new(640, 360);
        canvas.Painter.Picture.Update(new PlainPicture(64, 36, (_, _) => 60));
        canvas.Painter.Slide.Update(new PlainPicture(40, 30, (_, _) => 235));
        Interface all = Film();
        WindowMoment moment = Views.At(1, Views.Film with { HasSlides = true }, width: 640, height: 360)
            with { Picture = new(64, 36), Slide = new(40, 30) };
        canvas.Draw(all.Draw(moment, canvas.Fonts));
        Assert.True(canvas.Brightness(550, 80) > 230);
        Assert.InRange(canvas.Brightness(200, 200), 20, 90);
        all.Accept(new InputEvent.Typed("t"), moment);
        canvas.Draw(all.Draw(moment, canvas.Fonts));
        Assert.True(canvas.Brightness(200, 200) > 230);
        Assert.InRange(canvas.Brightness(560, 180), 20, 90);
    }

    [Fact]
    public void Where_there_is_room_a_slide_stands_beside_the_film()
    {
        FilmLayout layout = FilmLayout.Of(new(1920, 720), new PictureShape(640, 480), new PictureShape(400, 300), 0, isSlideFirst: false);
        Assert.Equal(new(0, 0, 960, 720), layout.Picture);
        Assert.True(layout.Slide!.Value.X >= 960 && layout.Slide.Value.Right <= 1920);
        Assert.Equal(new Box(480, 0, 960, 720),
            FilmLayout.Of(new(1920, 720), null, new PictureShape(400, 300), 0, isSlideFirst: false).Slide);
    }

    [Fact]
    public void Thumbnails_and_the_edge_of_the_chosen_one_are_drawn()
    {
        using Canvas canvas = new(1280, 720);
        Interface all = new("http://server:8080/");
        canvas.Draw(all.Draw(Views.At(1, library: Views.Library()), canvas.Fonts));
        Box place = new ListLayout(new(1280, 720), 7, 2).Place(0, 0);
        Assert.True(canvas.Brightness(place.CentreX, place.Y + 80) > 60);
        (int Red, int Green, int Blue) edge = canvas.At(place.X - 2, place.Y + 50);
        Assert.True(edge.Blue > edge.Red + 100, $"edge: {edge}");
        Box other = new ListLayout(new(1280, 720), 7, 2).Place(4, 0);
        Assert.True(canvas.Brightness(other.X - 2, other.Y + 50) < 30);
    }

    [Fact]
    public void A_rounded_box_is_one_colour_all_over_though_it_can_be_seen_through()
    {
        using Canvas canvas = new(100, 100);
        Scene scene = new();
        scene.Fill(new(10, 10, 80, 80), Palette.Text.Faded(0.5), 20);
        canvas.Draw(scene);
        Assert.InRange(canvas.Share(new(30, 30, 40, 40), each => each.Red is > 115 and < 125), 1, 1);
        Assert.Equal(0, canvas.Share(new(0, 0, 100, 100), each => each.Red > 128));
        Assert.Equal(0, canvas.Brightness(11, 11));
        Assert.InRange(canvas.Brightness(50, 11), 115, 125);
    }

    private static void Draw(Canvas canvas, PlainPicture picture, int rotation)
    {
        canvas.Painter.Picture.Update(picture);
        PlayerView player = Views.Film with { Rotation = rotation };
        WindowMoment moment = Views.At(1, player, width: canvas.Width, height: canvas.Height) with { Picture = PictureShape.Of(picture) };
        canvas.Draw(Film().Draw(moment, canvas.Fonts));
    }

    private static int Count(Func<int, bool> isAsAsked, int length) => Enumerable.Range(0, length).Count(isAsAsked);

    private static Interface Film()
    {
        Interface all = new("rtsp://server:8554/tears");
        all.Take();
        return all;
    }
}
