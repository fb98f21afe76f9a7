using System.Text;
using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>The opened fonts: measures lines and parts them into what one font can write.</summary>
internal sealed class FontShelf : ITextMeasure, IDisposable
{
    // A window uses some ten sizes of two fonts, with and without an edge; a window that is resized passes through more.
    private const int MostFonts = 96;

    // Some hundred lines are seen at once; each is measured a few times for every picture.
    private const int MostWidths = 4_000;

    private readonly Dictionary<(string File, int Size, int Outline), SdlFontHandle> _fonts = [];
    private readonly Dictionary<(string Text, TextLook Look), float> _widths = [];
    private readonly Dictionary<Rune, string> _others = [];
    private readonly string _regular;
    private readonly string _bold;

    /// <exception cref="SdlException">There is no font, or SDL2_ttf cannot begin.</exception>
    public FontShelf()
    {
        SdlLibrary.Require();
        if (TtfNative.Init() != 0)
            throw new SdlException($"SDL2_ttf: {SdlNative.Error}");
        (_regular, _bold) = FontFiles.Find();
    }

    public float Width(string text, TextLook look)
    {
        if (text.Length == 0)
            return 0;
        if (_widths.TryGetValue((text, look), out float width))
            return width;
        foreach (TextRun run in Runs(text, look))
            width += Width(run, look);
        if (_widths.Count >= MostWidths)
            _widths.Clear();
        _widths[(text, look)] = width;
        return width;
    }

    public float LineHeight(TextLook look) => TtfNative.FontHeight(Font(look.IsBold ? _bold : _regular, look.Size, 0));

    /// <summary>From the upper edge of a line to where its letters stand.</summary>
    public float Ascent(TextLook look) => TtfNative.FontAscent(Font(look.IsBold ? _bold : _regular, look.Size, 0));

    /// <summary>The parts of a line in the order they are seen in.</summary>
    public IReadOnlyList<TextRun> Runs(string line, TextLook look)
    {
        string file = look.IsBold ? _bold : _regular;

        // Nearly every line: one font, left to right.
        if (line.All(each => each is >= ' ' and < '\u0250'))
            return [new(line, file, false, "")];
        SdlFontHandle font = Font(file, look.Size, 0);
        return TextRuns.Split(line, rune => FileFor(rune, file, font));
    }

    public float Width(TextRun run, TextLook look)
    {
        SdlFontHandle font = Prepared(run, look, 0, out string text);
        return TtfNative.Size(font, text, out int width, out _) == 0 ? width : 0;
    }

    /// <summary>Writes in white.</summary>
    /// <param name="outline">Pixels by which the letters are fatter; the picture is larger by them on each side.</param>
    public SdlSurfaceHandle Write(TextRun run, TextLook look, int outline)
    {
        SdlFontHandle font = Prepared(run, look, outline, out string text);
        return SdlSurfaceHandle.Own(TtfNative.Render(font, text, new(255, 255, 255, 255)));
    }

    /// <summary>From the upper edge of a part's picture to where its letters stand.</summary>
    public float Ascent(TextRun run, TextLook look) => TtfNative.FontAscent(Font(run.FontFile, look.Size, 0));

    public void Dispose()
    {
        foreach (SdlFontHandle font in _fonts.Values)
            font.Dispose();
        _fonts.Clear();
    }

    private SdlFontHandle Prepared(TextRun run, TextLook look, int outline, out string text)
    {
        SdlFontHandle font = Font(run.FontFile, look.Size, outline);
        int turned = TtfNative.SetFontDirection(font, run.IsRightToLeft ? 1 : 0);
        if (run.Script.Length > 0 || run.IsRightToLeft)
            TtfNative.SetFontScriptName(font, run.Script.Length > 0 ? run.Script : "Latn");
        else
            TtfNative.SetFontScriptName(font, "Latn");

        // Without HarfBuzz letters are set in the order they come in: then they have to come in the order they are seen in.
        text = turned != 0 && run.IsRightToLeft ? Reversed(run.Text) : run.Text;
        return font;
    }

    private static string Reversed(string text)
    {
        List<string> letters = [];
        System.Globalization.TextElementEnumerator elements = System.Globalization.StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
            letters.Add(elements.GetTextElement());
        letters.Reverse();
        return string.Concat(letters);
    }

    private string FileFor(Rune rune, string usual, SdlFontHandle font)
    {
        if (TtfNative.GlyphIsProvided(font, (uint)rune.Value) != 0 || Rune.IsControl(rune))
            return usual;
        if (_others.TryGetValue(rune, out string? file))
            return file;

        // Asking fontconfig costs some milliseconds: what was found for one letter is tried for the next ones first.
        string? known = _others.Values.Distinct().FirstOrDefault(each => each != usual && Has(each, rune));
        file = known ?? FontFiles.FindFor(rune);
        if (file is null || !Has(file, rune))
            file = usual;
        _others[rune] = file;
        return file;
    }

    private bool Has(string file, Rune rune)
    {
        try
        {
            return TtfNative.GlyphIsProvided(Font(file, 16, 0), (uint)rune.Value) != 0;
        }
        catch (SdlException)
        {
            return false;
        }
    }

    private SdlFontHandle Font(string file, float size, int outline)
    {
        (string File, int Size, int Outline) key = (file, Math.Clamp((int)MathF.Round(size), 6, 400), outline);
        if (_fonts.TryGetValue(key, out SdlFontHandle? font))
            return font;
        if (_fonts.Count >= MostFonts)
        {
            Dispose();
            _widths.Clear();
        }

        font = SdlFontHandle.Own(TtfNative.OpenFont(file, key.Size));
        TtfNative.SetFontOutline(font, outline);
        _fonts[key] = font;
        return font;
    }
}
