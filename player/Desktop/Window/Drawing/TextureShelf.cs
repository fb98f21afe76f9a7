using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>Written text and computed signs, kept in the renderer's memory from one picture to the next.</summary>
internal sealed unsafe class TextureShelf(SdlRendererHandle renderer, FontShelf fonts) : IDisposable
{
    // A page of statistics or a list has some 150 texts; clocks and figures leave old ones behind.
    private const int Most = 600;
    private const int Blend = 1;
    private const uint Argb = 0x16362004;

    private readonly Dictionary<object, Kept> _kept = [];
    private long _round;

    /// <summary>The part of a line, in white; with an outline, fatter by so many pixels on each side.</summary>
    public (SdlTextureHandle Texture, float Width, float Height) Text(TextRun run, TextLook look, int outline)
    {
        TextKey key = new(run, look, outline);
        if (Find(key) is { } kept)
            return (kept.Texture, kept.Width, kept.Height);
        using SdlSurfaceHandle surface = fonts.Write(run, look, outline);
        (int width, int height) = surface.Size;
        SdlTextureHandle texture = SdlTextureHandle.Own(SdlRenderNative.CreateTextureFromSurface(renderer, surface));
        Keep(key, texture, width, height);
        return (texture, width, height);
    }

    public SdlTextureHandle Circle(int diameter) => Shape(new ShapeKey(null, diameter));

    public SdlTextureHandle Symbol(SymbolKind kind, int size) => Shape(new ShapeKey(kind, size));

    /// <summary>A picture is drawn: what was not used for a while may go.</summary>
    public void Round()
    {
        _round++;
        if (_kept.Count <= Most)
            return;
        foreach ((object key, Kept kept) in _kept.Where(each => each.Value.Round < _round - 1).ToList())
        {
            kept.Texture.Dispose();
            _kept.Remove(key);
        }
    }

    public void Dispose()
    {
        foreach (Kept kept in _kept.Values)
            kept.Texture.Dispose();
        _kept.Clear();
    }

    private SdlTextureHandle Shape(ShapeKey key)
    {
        if (Find(key) is { } kept)
            return kept.Texture;
        byte[] cover = key.Kind is { } kind ? Stencil.Symbol(kind, key.Size) : Stencil.Circle(key.Size);
        uint[] pixels = [.. cover.Select(each => ((uint)each << 24) | 0xFFFFFF)];
        SdlTextureHandle texture = SdlTextureHandle.Own(SdlRenderNative.CreateTexture(renderer, Argb, 0, key.Size, key.Size));
        fixed (uint* first = pixels)
            SdlRenderNative.UpdateTexture(texture, 0, (byte*)first, key.Size * sizeof(uint));
        Keep(key, texture, key.Size, key.Size);
        return texture;
    }

    private Kept? Find(object key)
    {
        if (!_kept.TryGetValue(key, out Kept? kept))
            return null;
        kept.Round = _round;
        return kept;
    }

    private void Keep(object key, SdlTextureHandle texture, int width, int height)
    {
        SdlRenderNative.SetTextureBlendMode(texture, Blend);
        _kept[key] = new(texture, width, height) { Round = _round };
    }

    private sealed record TextKey(TextRun Run, TextLook Look, int Outline);

    private sealed record ShapeKey(SymbolKind? Kind, int Size);

    private sealed class Kept(SdlTextureHandle texture, float width, float height)
    {
        public SdlTextureHandle Texture => texture;

        public float Width => width;

        public float Height => height;

        public long Round { get; set; }
    }
}
