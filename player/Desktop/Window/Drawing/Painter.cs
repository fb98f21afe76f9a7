using System.Runtime.CompilerServices;
using Streaming.Ffmpeg.Decoding;
using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>Draws scenes with a renderer: that of a window, or one in plain memory.</summary>
internal sealed unsafe class Painter : IDisposable
{
    private const int Blend = 1;

    // A library shows some tens of pictures; those that were not seen for longest go first.
    private const int MostThumbnails = 200;

    private readonly SdlRendererHandle _renderer;
    private readonly FontShelf _fonts;
    private readonly TextureShelf _textures;
    private readonly Dictionary<VideoFrame, PictureTexture> _thumbnails = new(ReferenceEqualityComparer.Instance);

    public Painter(SdlRendererHandle renderer, FontShelf fonts)
    {
        _renderer = renderer;
        _fonts = fonts;
        _textures = new(renderer, fonts);
        Picture = new(renderer);
        Slide = new(renderer);
        SdlRenderNative.SetRenderDrawBlendMode(renderer, Blend);
    }

    public PictureTexture Picture { get; }

    public PictureTexture Slide { get; }

    /// <summary>What the renderer draws on, in pixels.</summary>
    public Measures Size
    {
        get
        {
            SdlRenderNative.GetRendererOutputSize(_renderer, out int width, out int height);
            return new(Math.Max(1, width), Math.Max(1, height));
        }
    }

    /// <summary>Draws everything; it is seen after <see cref="Present"/>.</summary>
    public void Draw(Scene scene)
    {
        Use(Palette.Black);
        SdlRenderNative.RenderClear(_renderer);
        foreach (SceneItem item in scene.Items)
            Draw(item);
        _textures.Round();
    }

    public void Present() => SdlRenderNative.RenderPresent(_renderer);

    /// <summary>The renderer lost everything it held.</summary>
    public void Forget()
    {
        _textures.Dispose();
        foreach (PictureTexture thumbnail in _thumbnails.Values)
            thumbnail.Dispose();
        _thumbnails.Clear();
        Picture.Clear();
        Slide.Clear();
    }

    public void Dispose()
    {
        Forget();
        Picture.Dispose();
        Slide.Dispose();
    }

    private void Draw(SceneItem item)
    {
        switch (item)
        {
            case SceneItem.Fill fill:
                Draw(fill);
                break;
            case SceneItem.Fade fade:
                Draw(fade);
                break;
            case SceneItem.Words words:
                Draw(words);
                break;
            case SceneItem.Trace trace:
                TracePainter.Draw(_renderer, trace);
                break;
            case SceneItem.Symbol symbol:
                int size = Math.Max(4, (int)MathF.Round(symbol.Box.Width));
                Stamp(_textures.Symbol(symbol.Kind, size), symbol.Colour, new(symbol.Box.X, symbol.Box.Y, size, size));
                break;
            case SceneItem.Spinner spinner:
                Draw(spinner);
                break;
            case SceneItem.Picture picture:
                Picture.Draw(picture.Box, picture.Rotation);
                break;
            case SceneItem.Slide slide:
                Slide.Draw(slide.Box, 0);
                break;
            case SceneItem.Thumbnail thumbnail:
                Thumbnail(thumbnail.Frame).Draw(thumbnail.Box, 0);
                break;
            case SceneItem.Clip { Box: { } box }:
                SdlClip clip = new((int)box.X, (int)box.Y, (int)box.Width, (int)box.Height);
                SdlRenderNative.RenderSetClipRect(_renderer, &clip);
                break;
            case SceneItem.Clip:
                SdlRenderNative.RenderSetClipRect(_renderer, null);
                break;
        }
    }

    private void Draw(SceneItem.Fill fill)
    {
        Box box = fill.Box;
        if (box.Width <= 0 || box.Height <= 0)
            return;
        int radius = (int)MathF.Round(MathF.Min(fill.Radius, MathF.Min(box.Width, box.Height) / 2));
        Use(fill.Colour);
        if (radius < 1)
        {
            Rectangle(box.X, box.Y, box.Width, box.Height);
            return;
        }

        // Three stripes, and a quarter of a circle in each corner; nothing twice, for the colour may be seen through.
        box = new(MathF.Round(box.X), MathF.Round(box.Y), MathF.Max(2 * radius, MathF.Round(box.Width)),
            MathF.Max(2 * radius, MathF.Round(box.Height)));
        Rectangle(box.X + radius, box.Y, box.Width - (2 * radius), radius);
        Rectangle(box.X, box.Y + radius, box.Width, box.Height - (2 * radius));
        Rectangle(box.X + radius, box.Bottom - radius, box.Width - (2 * radius), radius);
        SdlTextureHandle circle = _textures.Circle(2 * radius);
        for (int corner = 0; corner < 4; corner++)
        {
            int right = corner & 1;
            int below = corner >> 1;
            SdlClip from = new(right * radius, below * radius, radius, radius);
            Stamp(circle, fill.Colour,
                new(right == 0 ? box.X : box.Right - radius, below == 0 ? box.Y : box.Bottom - radius, radius, radius), &from);
        }
    }

    private void Draw(SceneItem.Fade fade)
    {
        SdlColour top = Of(fade.Top);
        SdlColour bottom = Of(fade.Bottom);
        SdlVertex* corners = stackalloc SdlVertex[]
        {
            new(fade.Box.X, fade.Box.Y, top, 0, 0), new(fade.Box.Right, fade.Box.Y, top, 0, 0),
            new(fade.Box.X, fade.Box.Bottom, bottom, 0, 0), new(fade.Box.Right, fade.Box.Bottom, bottom, 0, 0),
        };
        int* triangles = stackalloc int[] { 0, 1, 2, 2, 1, 3 };
        SdlRenderNative.RenderGeometry(_renderer, 0, corners, 4, triangles, 6);
    }

    private void Draw(SceneItem.Words words)
    {
        float width = _fonts.Width(words.Text, words.Look);
        float left = words.Align switch { TextAlign.Centre => words.X - (width / 2), TextAlign.Right => words.X - width, _ => words.X };
        float ascent = _fonts.Ascent(words.Look);
        int outline = (int)words.Outline;
        IReadOnlyList<TextRun> runs = _fonts.Runs(words.Text, words.Look);

        // All edges first: the edge of a letter must not cover its neighbour.
        for (int pass = outline > 0 ? 0 : 1; pass < 2; pass++)
        {
            float x = MathF.Round(left);
            foreach (TextRun run in runs)
            {
                int by = pass == 0 ? outline : 0;
                (SdlTextureHandle texture, float w, float h) = _textures.Text(run, words.Look, by);
                float y = MathF.Round(words.Y + ascent - _fonts.Ascent(run, words.Look));
                Stamp(texture, pass == 0 ? Palette.Black.Faded(words.Colour.Alpha / 255.0) : words.Colour, new(x - by, y - by, w, h));
                x += _fonts.Width(run, words.Look);
            }
        }
    }

    private void Draw(SceneItem.Spinner spinner)
    {
        const int Dots = 12;
        float radius = spinner.Box.Width / 2;
        int size = Math.Max(3, (int)MathF.Round(spinner.Box.Width / 8));
        SdlTextureHandle dot = _textures.Circle(size);
        for (int i = 0; i < Dots; i++)
        {
            double angle = i * 2 * Math.PI / Dots;
            float x = spinner.Box.CentreX + (float)(Math.Sin(angle) * (radius - size)) - (size / 2f);
            float y = spinner.Box.CentreY - (float)(Math.Cos(angle) * (radius - size)) - (size / 2f);

            // The brightest is where the turn is; those behind it fade.
            double behind = (((spinner.Turn - (i / (double)Dots)) % 1) + 1) % 1;
            Stamp(dot, spinner.Colour.Faded(0.15 + (0.85 * (1 - behind))), new(MathF.Round(x), MathF.Round(y), size, size));
        }
    }

    private PictureTexture Thumbnail(VideoFrame frame)
    {
        if (_thumbnails.TryGetValue(frame, out PictureTexture? texture))
            return texture;
        if (_thumbnails.Count >= MostThumbnails)
        {
            foreach (PictureTexture old in _thumbnails.Values)
                old.Dispose();
            _thumbnails.Clear();
        }

        texture = new(_renderer);
        texture.Update(frame);
        _thumbnails[frame] = texture;
        return texture;
    }

    private void Use(Colour colour) => SdlRenderNative.SetRenderDrawColor(_renderer, colour.Red, colour.Green, colour.Blue, colour.Alpha);

    private void Rectangle(float x, float y, float width, float height)
    {
        if (width > 0 && height > 0)
            SdlRenderNative.RenderFillRect(_renderer, new(x, y, width, height));
    }

    private void Stamp(SdlTextureHandle texture, Colour colour, SdlRect to, SdlClip* from = null)
    {
        SdlRenderNative.SetTextureColorMod(texture, colour.Red, colour.Green, colour.Blue);
        SdlRenderNative.SetTextureAlphaMod(texture, colour.Alpha);
        SdlRenderNative.RenderCopy(_renderer, texture, from, in to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SdlColour Of(Colour colour) => new(colour.Red, colour.Green, colour.Blue, colour.Alpha);
}
