using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window;
using Streaming.Player.Desktop.Window.Input;

namespace Streaming.Player.Tests.Window;

/// <summary>Every key does what the help page says.</summary>
public sealed class KeyTests
{
    private static readonly InputEvent.Press Left = new(Key.Left);

    private static readonly Dictionary<InputEvent, WindowEffect> Expected = new()
    {
        [new InputEvent.Typed(" ")] = Do(new PlayerCommand.TogglePause()),
        [Left] = Do(new PlayerCommand.SeekBy(TimeSpan.FromSeconds(-5))),
        [new InputEvent.Press(Key.Right)] = Do(new PlayerCommand.SeekBy(TimeSpan.FromSeconds(5))),
        [new InputEvent.Press(Key.Up)] = Do(new PlayerCommand.SeekBy(TimeSpan.FromSeconds(60))),
        [new InputEvent.Press(Key.Down)] = Do(new PlayerCommand.SeekBy(TimeSpan.FromSeconds(-60))),
        [new InputEvent.Press(Key.Home)] = Do(new PlayerCommand.Seek(MediaTime.Zero)),
        [new InputEvent.Press(Key.PageUp)] = Do(new PlayerCommand.ChangeScale(2)),
        [new InputEvent.Press(Key.PageDown)] = Do(new PlayerCommand.ChangeScale(-1)),
        [new InputEvent.Press(Key.Backspace)] = Do(new PlayerCommand.NormalSpeed()),
        [new InputEvent.Typed("[")] = Do(new PlayerCommand.ChangeSpeed(IsFaster: false)),
        [new InputEvent.Typed("]")] = Do(new PlayerCommand.ChangeSpeed(IsFaster: true)),
        [new InputEvent.Typed("9")] = Do(new PlayerCommand.SetVolume(0.75)),
        [new InputEvent.Typed("0")] = Do(new PlayerCommand.SetVolume(0.85)),
        [new InputEvent.Wheel(1)] = Do(new PlayerCommand.SetVolume(0.85)),
        [new InputEvent.Typed("m")] = Do(new PlayerCommand.ToggleMute()),
        [new InputEvent.Typed("#")] = Do(new PlayerCommand.NextAudio()),
        [new InputEvent.Typed("j")] = Do(new PlayerCommand.NextText(IsBackwards: false)),
        [new InputEvent.Typed("J")] = Do(new PlayerCommand.NextText(IsBackwards: true)),
        [new InputEvent.Typed("v")] = Do(new PlayerCommand.ToggleText()),
        [new InputEvent.Press(Key.Letter, KeyModifiers.Alt, 'v')] = Do(new PlayerCommand.NextSecondText()),
        [new InputEvent.Typed("f")] = new WindowEffect.FullScreen(true),
        [new InputEvent.Press(Key.F11)] = new WindowEffect.FullScreen(true),
        [new InputEvent.Typed("s")] = new WindowEffect.Screenshot(),
        [new InputEvent.Press(Key.Letter, KeyModifiers.Control, 'v')] = new WindowEffect.Paste(),
        [new InputEvent.Press(Key.Letter, KeyModifiers.Control, 'q')] = new WindowEffect.Quit(),
        [new InputEvent.Typed("q")] = new WindowEffect.Quit(),
        [new InputEvent.Closed()] = new WindowEffect.Quit(),
    };

    public static TheoryData<string> Inputs => [.. Expected.Keys.Select(each => each.ToString()!)];

    [Theory, MemberData(nameof(Inputs))]
    public void A_key_does_what_it_is_known_for(string input)
    {
        (InputEvent key, WindowEffect effect) = Expected.Single(each => each.Key.ToString() == input);
        Interface all = Film();
        all.Accept(key, Views.At(1));
        Assert.Equal([effect], all.Take());
    }

    [Fact]
    public void Every_key_of_the_help_page_is_one_that_does_something()
    {
        ViewerWish[] seenOnScreen = [ViewerWish.Help, ViewerWish.Statistics, ViewerWish.SwapSlides, ViewerWish.Remedy, ViewerWish.Back,
            ViewerWish.Escape];
        IEnumerable<ViewerWish> tried = Expected.Keys.Select(KeyBindings.Find).OfType<ViewerWish>();
        Assert.Equal(KeyBindings.All.Select(each => each.Wish).Order(), tried.Concat(seenOnScreen).Distinct().Order());
        Assert.Equal(Enum.GetValues<ViewerWish>().Order(), KeyBindings.All.Select(each => each.Wish).Order());
    }

    [Fact]
    public void A_key_that_is_held_down_goes_on_seeking_but_pauses_once()
    {
        Interface all = Film();
        for (int i = 0; i < 3; i++)
        {
            all.Accept(Left with { IsRepeat = i > 0 }, Views.At(1));
            all.Accept(new InputEvent.Typed(" ", IsRepeat: i > 0), Views.At(1));
        }

        List<WindowEffect> effects = all.Take();
        Assert.Equal(3, effects.Count(each => each is WindowEffect.Command { What: PlayerCommand.SeekBy }));
        Assert.Single(effects, each => each is WindowEffect.Command { What: PlayerCommand.TogglePause });
    }

    [Theory]
    [InlineData("а", 'f')]
    [InlineData("φ", 'f')]
    public void Where_the_layout_has_no_Latin_letters_the_place_of_the_key_counts(string typed, char position)
    {
        Interface all = Film();
        all.Accept(new InputEvent.Typed(typed, position), Views.At(1));
        Assert.Equal([new WindowEffect.FullScreen(true)], all.Take());
    }

    [Fact]
    public void On_a_German_keyboard_a_bracket_is_a_bracket_wherever_its_key_is()
    {
        // AltGr and 8, where a keyboard of the United States has an 8; SDL tells AltGr as the right Alt key, or as a key of its own.
        foreach (int modifiers in (int[])[0x200, 0x4000, 0x4200, 0x40 | 0x200])
        {
            InputReader reader = new();
            Assert.Null(reader.ReadKey(37, '8', modifiers, isRepeat: false));
            Assert.Equal(ViewerWish.Slower, KeyBindings.Find(reader.ReadText("[", modifiers)!));
        }
    }

    [Theory]
    [InlineData(0x100)]
    [InlineData(0x200)]
    public void Alt_and_v_is_one_command_and_its_letter_none(int alt)
    {
        InputReader reader = new();
        InputEvent? press = reader.ReadKey(25, 'v', alt, isRepeat: false);
        Assert.Equal(ViewerWish.SecondText, KeyBindings.Find(press!));
        Assert.Null(reader.ReadText("v", alt));
    }

    [Theory]
    [InlineData(0x40)]
    [InlineData(0x80)]
    public void Control_and_v_pastes(int control)
    {
        InputReader reader = new();
        Assert.Equal(ViewerWish.Paste, KeyBindings.Find(reader.ReadKey(25, 'v', control, isRepeat: false)!));
    }

    [Fact]
    public void Scales_go_up_and_down_in_steps_and_stay_at_their_ends()
    {
        Assert.Equal([2, 4, 8, 8], Walk(Key.PageUp));
        Assert.Equal([-1, -2, -4, -8, -8], Walk(Key.PageDown, 5));

        static List<double> Walk(Key key, int steps = 4)
        {
            Interface all = Film();
            List<double> scales = [];
            double scale = 1;
            for (int i = 0; i < steps; i++)
            {
                all.Accept(new InputEvent.Press(key), Views.At(i, Views.Film with { Scale = scale }));
                WindowEffect.Command command = Assert.IsType<WindowEffect.Command>(Assert.Single(all.Take()));
                scale = Assert.IsType<PlayerCommand.ChangeScale>(command.What).Scale;
                scales.Add(scale);
            }

            return scales;
        }
    }

    [Fact]
    public void Quick_presses_add_up_though_the_player_has_not_followed_yet()
    {
        Interface all = Film();
        for (int i = 0; i < 3; i++)
            all.Accept(new InputEvent.Typed("0"), Views.At(1 + (i * 0.05)));
        Assert.Equal([0.85, 0.9, 0.95], Volumes(all));

        // A second later what the player says counts again.
        all.Accept(new InputEvent.Typed("0"), Views.At(3, Views.Film with { Volume = 1.5 }));
        Assert.Equal([1.5], Volumes(all));
    }

    private static IEnumerable<double> Volumes(Interface all) =>
        from effect in all.Take()
        let command = (effect as WindowEffect.Command)?.What as PlayerCommand.SetVolume
        where command is not null
        select command.Volume;

    private static WindowEffect.Command Do(PlayerCommand command) => new(command);

    private static Interface Film()
    {
        Interface all = new("rtsp://server:8554/tears");
        all.Take();
        return all;
    }
}
