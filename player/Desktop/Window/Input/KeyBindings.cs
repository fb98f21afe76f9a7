namespace Streaming.Player.Desktop.Window.Input;

/// <summary>All keys, once: what is looked up here is what the help page shows.</summary>
internal static class KeyBindings
{
    public static readonly IReadOnlyList<KeyBinding> All =
    [
        new(ViewerWish.Pause, " ", [], "Space", "pause, go on"),
        new(ViewerWish.BackShort, "", [new(Key.Left)], "← →", "5 seconds back, forward"),
        new(ViewerWish.ForwardShort, "", [new(Key.Right)], "", ""),
        new(ViewerWish.BackLong, "", [new(Key.Down)], "↓ ↑", "a minute back, forward"),
        new(ViewerWish.ForwardLong, "", [new(Key.Up)], "", ""),
        new(ViewerWish.ToBeginning, "", [new(Key.Home)], "Home", "to the beginning"),
        new(ViewerWish.Slower, "[", [], "[ ]", "slower, faster"),
        new(ViewerWish.Faster, "]", [], "", ""),
        new(ViewerWish.ScaleUp, "", [new(Key.PageUp)], "PgUp PgDn", "fast forward, rewind"),
        new(ViewerWish.ScaleDown, "", [new(Key.PageDown)], "", ""),
        new(ViewerWish.NormalSpeed, "", [new(Key.Backspace)], "Backspace", "normal speed"),
        new(ViewerWish.Quieter, "9", [], "9 0  wheel", "quieter, louder"),
        new(ViewerWish.Louder, "0", [], "", ""),
        new(ViewerWish.Mute, "m", [], "m", "mute"),
        new(ViewerWish.NextAudio, "#", [], "#", "language of the sound"),
        new(ViewerWish.NextText, "j", [], "j J", "subtitles: next, previous"),
        new(ViewerWish.PreviousText, "J", [], "", ""),
        new(ViewerWish.HideText, "v", [], "v", "hide the subtitles"),
        new(ViewerWish.SecondText, "", [new(Key.Letter, KeyModifiers.Alt, 'v')], "Alt+v", "second subtitles"),
        new(ViewerWish.FullScreen, "f", [new(Key.F11)], "f", "full screen (also double click)"),
        new(ViewerWish.SwapSlides, "t", [], "t", "swap slides and picture"),
        new(ViewerWish.Statistics, "i", [], "i", "statistics"),
        new(ViewerWish.Screenshot, "s", [], "s", "keep this picture"),
        new(ViewerWish.Remedy, "", [new(Key.Enter)], "Enter", "do what a message offers"),
        new(ViewerWish.Paste, "", [new(Key.Letter, KeyModifiers.Control, 'v')], "Ctrl+V", "open a copied address"),
        new(ViewerWish.Back, "o", [], "o Esc", "back to the titles"),
        new(ViewerWish.Escape, "", [new(Key.Escape)], "", ""),
        new(ViewerWish.Help, "?", [new(Key.F1)], "? F1", "this page"),
        new(ViewerWish.Quit, "q", [new(Key.Letter, KeyModifiers.Control, 'q')], "q", "quit"),
    ];

    private static readonly Dictionary<char, ViewerWish> Characters =
        All.SelectMany(each => each.Characters, (each, character) => (character, each.Wish)).ToDictionary(pair => pair.character,
            pair => pair.Wish);

    private static readonly Dictionary<InputEvent.Press, ViewerWish> Presses =
        All.SelectMany(each => each.Presses, (each, press) => (press, each.Wish)).ToDictionary(pair => pair.press, pair => pair.Wish);

    /// <summary>What an input means; null for nothing.</summary>
    public static ViewerWish? Find(InputEvent input) => input switch
    {
        InputEvent.Typed typed => Find(typed),
        InputEvent.Press press when Presses.TryGetValue(press with { IsRepeat = false }, out ViewerWish wish) => wish,
        _ => null,
    };

    private static ViewerWish? Find(InputEvent.Typed typed)
    {
        if (typed.Text.Length != 1)
            return null;
        char character = typed.Text[0];
        if (Characters.TryGetValue(character, out ViewerWish wish))
            return wish;
        if (Characters.TryGetValue(char.ToLowerInvariant(character), out wish))
            return wish;

        // Cyrillic, Greek, Hebrew …: the key counts, not the letter on it.
        return character > 0x7F && Characters.TryGetValue(typed.Position, out wish) ? wish : null;
    }
}
