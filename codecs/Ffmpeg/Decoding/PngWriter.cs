using System.Buffers.Binary;
using System.IO.Compression;
using Streaming.Ffmpeg.Decoding.Native;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Screenshots: a picture as a PNG file, with square pixels and upright. ISO/IEC 15948.</summary>
/// <remarks>The library turns YUV into RGB and makes pixels square; the file itself is a header and the lines, deflated.</remarks>
public static unsafe class PngWriter
{
    private const int BytesPerPixel = 3;

    /// <summary>32 000 pixels a side keep a line and its size far from the ends of an integer.</summary>
    private const int LargestSide = 32_000;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <param name="rotation">Clockwise degrees that show the picture upright: 0, 90, 180 or 270.</param>
    /// <exception cref="InvalidOperationException">The libraries are missing, or the picture is too large.</exception>
    public static byte[] Write(VideoFrame picture, int rotation = 0)
    {
        (byte[] pixels, int width, int height) = Turn(ToRgb(picture), rotation);
        using MemoryStream file = new();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);

        // Eight bits, RGB, deflate, the standard filters, no interlacing.
        header[8] = 8;
        header[9] = 2;
        header[10..].Clear();
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Deflate(pixels, width * BytesPerPixel));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static (byte[] Pixels, int Width, int Height) ToRgb(VideoFrame picture)
    {
        if (!FfmpegLibraries.TryLoad(out string trouble))
            throw new InvalidOperationException(trouble);
        (int across, int down) = picture.PixelAspect;
        int width = across > down && down > 0 ? (int)Math.Round(picture.Width * (double)across / down) : picture.Width;
        int height = down > across && across > 0 ? (int)Math.Round(picture.Height * (double)down / across) : picture.Height;
        if (width > LargestSide || height > LargestSide)
            throw new InvalidOperationException($"a picture of {width} × {height} pixels is too large for a file");
        using ScalerHandle scaler = new(Swscale.NewContext(
            picture.Width, picture.Height, AvUtil.PixelsI420, width, height, AvUtil.PixelsRgb24, Swscale.Careful, 0, 0, 0));
        if (scaler.IsInvalid)
            throw new InvalidOperationException("the picture cannot be converted to RGB");
        int* matrix = Swscale.Coefficients(picture.IsBt709 ? Swscale.Bt709 : Swscale.Bt601);
        _ = Swscale.SetColours(scaler, matrix, picture.IsFullRange ? 1 : 0, matrix, 1, 0, 1 << 16, 1 << 16);

        // Vector code reads and writes past the ends of lines, so both sides lie in the library's own padded memory.
        using FrameHandle from = Allocate(picture.Width, picture.Height, AvUtil.PixelsI420);
        using FrameHandle to = Allocate(width, height, AvUtil.PixelsRgb24);
        FrameFields source = from.Fields, made = to.Fields;
        for (int plane = 0; plane < 3; plane++)
            Copy(picture, plane, source.Planes[plane], source.Strides[plane]);
        if (Swscale.Scale(scaler, source.Planes, source.Strides, 0, picture.Height, made.Planes, made.Strides) != height)
            throw new InvalidOperationException("the picture cannot be converted to RGB");
        byte[] pixels = new byte[width * height * BytesPerPixel];
        for (int line = 0; line < height; line++)
        {
            new ReadOnlySpan<byte>(made.Planes[0] + ((nint)line * made.Strides[0]), width * BytesPerPixel)
                .CopyTo(pixels.AsSpan(line * width * BytesPerPixel));
        }

        return (pixels, width, height);
    }

    private static FrameHandle Allocate(int width, int height, int format)
    {
        FrameHandle frame = new();
        FrameFields fields = frame.Fields with { Width = width, Height = height, Format = format };
        if (AvUtil.AllocatePlanes(frame, 0) >= 0 && fields.HasBuffers)
            return frame;
        frame.Dispose();
        throw new InvalidOperationException($"no memory is left for a picture of {width} × {height} pixels");
    }

    private static void Copy(VideoFrame picture, int plane, byte* to, int stride)
    {
        int width = plane == 0 ? picture.Width : (picture.Width + 1) / 2;
        int height = plane == 0 ? picture.Height : (picture.Height + 1) / 2;
        ReadOnlySpan<byte> from = picture.Plane(plane);
        for (int line = 0; line < height; line++)
            from.Slice(line * picture.Stride(plane), width).CopyTo(new Span<byte>(to + ((nint)line * stride), width));
    }

    private static (byte[] Pixels, int Width, int Height) Turn((byte[] Pixels, int Width, int Height) picture, int rotation)
    {
        (byte[] from, int width, int height) = picture;
        if (rotation is not (90 or 180 or 270))
            return picture;
        (int toWidth, int toHeight) = rotation == 180 ? (width, height) : (height, width);
        byte[] turned = new byte[from.Length];
        for (int y = 0; y < toHeight; y++)
        {
            for (int x = 0; x < toWidth; x++)
            {
                (int fromX, int fromY) = rotation switch
                {
                    90 => (y, height - 1 - x),
                    180 => (width - 1 - x, height - 1 - y),
                    _ => (width - 1 - y, x),
                };
                from.AsSpan(((fromY * width) + fromX) * BytesPerPixel, BytesPerPixel)
                    .CopyTo(turned.AsSpan(((y * toWidth) + x) * BytesPerPixel));
            }
        }

        return (turned, toWidth, toHeight);
    }

    /// <summary>Every line behind the number of its filter: 1, each byte as its difference to the pixel on its left.</summary>
    private static byte[] Deflate(byte[] pixels, int lineSize)
    {
        using MemoryStream deflated = new();
        using (ZLibStream stream = new(deflated, CompressionLevel.Optimal))
        {
            byte[] line = new byte[lineSize + 1];
            line[0] = 1;
            for (int start = 0; start < pixels.Length; start += lineSize)
            {
                for (int i = 0; i < lineSize; i++)
                    line[i + 1] = (byte)(pixels[start + i] - (i < BytesPerPixel ? 0 : pixels[start + i - BytesPerPixel]));
                stream.Write(line);
            }
        }

        return deflated.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        file.Write(number);
    }

    /// <summary>CRC-32, ISO/IEC 15948 annex D, bit by bit: a screenshot is rare.</summary>
    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
