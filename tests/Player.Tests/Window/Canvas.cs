using System.IO.Compression;
using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Desktop.Window.Drawing;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Tests.Window;

/// <summary>A picture in plain memory that scenes are drawn on by SDL's own software, and read back from.</summary>
internal sealed unsafe class Canvas : IDisposable
{
    private const uint Argb = 0x16362004;

    private readonly SdlSurfaceHandle _surface;
    private readonly SdlRendererHandle _renderer;
    private readonly uint[] _pixels;

    public Canvas(int width, int height)
    {
        (Width, Height) = (width, height);
        Fonts = new();
        _surface = SdlSurfaceHandle.Own(SdlRenderNative.CreateSurface(0, width, height, 32, Argb));
        _renderer = SdlRendererHandle.Own(SdlRenderNative.CreateSoftwareRenderer(_surface));
        Painter = new(_renderer, Fonts);
        _pixels = new uint[width * height];
    }

    public static bool KeepsPictures => Folder is { Length: > 0 };

    public int Width { get; }

    public int Height { get; }

    public FontShelf Fonts { get; }

    public Painter Painter { get; }

    /// <summary>Says why where SDL is missing, so that the test is skipped.</summary>
    public static void Require()
    {
        try
        {
            SdlLibrary.Require();
        }
        catch (SdlException fault)
        {
            Assert.Skip(fault.Message);
        }
    }

    /// <param name="name">Kept under this name as PNG where STREAMING_PICTURES names a folder: what is drawn can be looked at.</param>
    public void Draw(Scene scene, string? name = null)
    {
        Painter.Draw(scene);
        fixed (uint* first = _pixels)
            Assert.Equal(0, SdlRenderNative.RenderReadPixels(_renderer, 0, Argb, (byte*)first, Width * sizeof(uint)));
        if (name is not null && Folder is { Length: > 0 } folder)
            File.WriteAllBytes(Path.Combine(folder, name + ".png"), Png());
    }

    public (int Red, int Green, int Blue) At(double x, double y)
    {
        uint pixel = _pixels[((int)y * Width) + (int)x];
        return ((int)(pixel >> 16) & 255, (int)(pixel >> 8) & 255, (int)pixel & 255);
    }

    public int Brightness(double x, double y)
    {
        (int red, int green, int blue) = At(x, y);
        return (red + green + blue) / 3;
    }

    /// <summary>The share of a box's pixels that are as asked.</summary>
    public double Share(Box box, Func<(int Red, int Green, int Blue), bool> isAsAsked)
    {
        int found = 0;
        int all = 0;
        for (int y = Math.Max(0, (int)box.Y); y < Math.Min(Height, (int)box.Bottom); y++)
        {
            for (int x = Math.Max(0, (int)box.X); x < Math.Min(Width, (int)box.Right); x++)
            {
                all++;
                found += isAsAsked(At(x, y)) ? 1 : 0;
            }
        }

        return all == 0 ? 0 : (double)found / all;
    }

    public void Dispose()
    {
        Painter.Dispose();
        Fonts.Dispose();
        _renderer.Dispose();
        _surface.Dispose();
    }

    private static string? Folder => Environment.GetEnvironmentVariable("STREAMING_PICTURES");

    private byte[] Png()
    {
        using MemoryStream file = new();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(header, Width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR", header);
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int y = 0; y < Height; y++)
            {
                zlib.WriteByte(0);
                for (int x = 0; x < Width; x++)
                {
                    (int red, int green, int blue) = At(x, y);
                    zlib.Write([(byte)red, (byte)green, (byte)blue]);
                }
            }
        }

        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(Stream file, string kind, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(kind), .. data];
        Span<byte> number = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        uint crc = uint.MaxValue;
        foreach (byte each in body)
        {
            crc ^= each;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }
}
