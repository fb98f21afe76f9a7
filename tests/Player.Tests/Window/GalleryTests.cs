using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window;
using Streaming.Player.Desktop.Window.Input;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Tests.Window;

/// <summary>Every page is drawn in a small, a usual and a large window, with real fonts. STREAMING_PICTURES keeps what they look
/// like.</summary>
public sealed class GalleryTests
{
    public static readonly TheoryData<string> Pages = ["timeline", "statistics", "help", "titles", "trouble", "waiting", "subtitles",
        "slides"];

    [Theory, MemberData(nameof(Pages))]
    public void Every_page_fits_into_a_small_window_a_usual_one_and_a_large_one(string page)
    {
        Canvas.Require();
        foreach ((int width, int height) in ((int, int)[])[(640, 360), (1280, 720), (3840, 2160)])
        {
            using Canvas canvas = new(width, height);
            Scene scene = Page(page, canvas);

            // Drawing eight million pixels by software proves no more than drawing one: the large one is drawn to be looked at only.
            if (height < 2160 || Canvas.KeepsPictures)
                canvas.Draw(scene, $"{page}-{height}");
            Assert.All(scene.Items.OfType<SceneItem.Words>(), words => AssertInside(words, canvas));
        }
    }

    private static Scene Page(string page, Canvas canvas)
    {
        Interface all = new(page == "titles" ? "http://server:8080/" : "rtsp://server:8554/tears");
        PlayerView player = page switch
        {
            "trouble" => Views.Film
                with { Phase = PlayerPhase.Failed, Trouble = new("The link to you is full: 480p would fit.", "watch it in 480p") },
            "waiting" => Views.Film with { Phase = PlayerPhase.Stalled },
            "subtitles" => Views.Film with
            {
                Subtitle = "Größe und Straße: „Wir müssen den Zeitpunkt finden, an dem alles begann, bevor es zu spät ist.“\n"
                    + "شكرا جزيلا, he said. 日本語の字幕です。",
                SecondSubtitle = "We have to find the moment it all began, before it is too late.",
            },
            "slides" => Views.Film with { HasSlides = true, Subtitle = "The second slide" },
            _ => Views.Film with { Statistics = Views.Statistics,
                Chapters = [new(MediaTime.Zero, "Opening"), new(MediaTime.FromSeconds(400), "The bridge")] },
        };
        WindowMoment moment = Views.At(10, player, page == "titles" ? Views.Library() : null, canvas.Width, canvas.Height);
        canvas.Painter.Picture.Update(new PlainPicture(320, 180, (x, y) => (byte)(60 + (x / 4) + (y / 2)), 140, 110));
        if (page == "slides")
        {
            canvas.Painter.Slide.Update(new PlainPicture(200, 150, (x, y) => (byte)(y % 20 < 4 ? 40 : 230)));
            moment = moment with { Slide = new PictureShape(200, 150) };
        }

        switch (page)
        {
            case "timeline":
                all.Accept(new InputEvent.PointerMoved(canvas.Width * 0.7f,
                    Desktop.Window.Views.TimelineLayout.Of(moment.Size).Bar.CentreY), moment);
                break;
            case "statistics":
                all.Accept(new InputEvent.Typed("i"), moment);
                break;
            case "help":
                all.Accept(new InputEvent.Typed("?"), moment);
                break;
        }

        return all.Draw(moment, canvas.Fonts);
    }

    private static void AssertInside(SceneItem.Words words, Canvas canvas)
    {
        float width = canvas.Fonts.Width(words.Text, words.Look);
        float left = words.Align switch { TextAlign.Centre => words.X - (width / 2), TextAlign.Right => words.X - width, _ => words.X };
        Assert.True(left >= -1 && left + width <= canvas.Width + 1,
            $"'{words.Text}' goes from {left:0} to {left + width:0} of {canvas.Width}");
    }
}
