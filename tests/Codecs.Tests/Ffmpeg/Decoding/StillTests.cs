using Streaming.Ffmpeg.Decoding;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Decoding;

public sealed class StillTests
{
    [Theory]
    [InlineData("yuvj420p", 162, 122)]
    [InlineData("yuvj422p", 161, 121)]
    public void A_slide_has_the_pixels_that_ffmpeg_decodes(string format, int width, int height)
    {
        using TemporaryFolder folder = new();
        string path = TestClips.Make(
            Path.Combine(folder.Path, "slide.jpg"),
            "-f", "lavfi", "-i", $"testsrc=size={width}x{height}", "-frames:v", "1", "-pix_fmt", format, "-c:v", "mjpeg");
        Assert.True(StillDecoder.TryDecode(File.ReadAllBytes(path), out VideoFrame? picture, out string trouble), trouble);
        using (picture)
        {
            Assert.Equal((width, height, true, false), (picture.Width, picture.Height, picture.IsFullRange, picture.IsBt709));
            if (format == "yuvj420p")
                Assert.Equal(Pictures.OfFile(path), [DecodedFrames.Sum(picture)]);
        }
    }

    [Fact]
    public void What_is_no_picture_or_a_broken_one_is_refused()
    {
        using TemporaryFolder folder = new();
        byte[] slide = File.ReadAllBytes(TestClips.Make(
            Path.Combine(folder.Path, "slide.jpg"), "-f", "lavfi", "-i", "testsrc2=size=64x48", "-frames:v", "1"));
        Assert.False(StillDecoder.TryDecode("GIF89a"u8, out _, out string trouble));
        Assert.Equal("neither a JPEG nor a PNG file", trouble);
        Assert.False(StillDecoder.TryDecode([], out _, out _));
        Assert.False(StillDecoder.TryDecode(slide.AsSpan(0, 20), out _, out trouble));
        Assert.StartsWith("a broken mjpeg file", trouble);
        SeededRandom random = new(7);
        for (int i = 0; i < 200; i++)
        {
            byte[] spoilt = [.. slide];
            for (int flips = 0; flips < 6; flips++)
                spoilt[2 + random.Next(spoilt.Length - 2)] = (byte)random.Next(256);
            if (StillDecoder.TryDecode(spoilt.AsSpan(0, 2 + random.Next(spoilt.Length - 2)), out VideoFrame? picture, out _))
                picture.Dispose();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void A_screenshot_is_what_was_shown(int rotation)
    {
        using TemporaryFolder folder = new();
        string source = TestClips.Make(
            Path.Combine(folder.Path, "slide.jpg"),
            "-f", "lavfi", "-i", "testsrc=size=160x120", "-frames:v", "1", "-pix_fmt", "yuvj420p", "-q:v", "2");
        Assert.True(StillDecoder.TryDecode(File.ReadAllBytes(source), out VideoFrame? picture, out string trouble), trouble);
        string screenshot = Path.Combine(folder.Path, "shot.png");
        using (picture)
            File.WriteAllBytes(screenshot, PngWriter.Write(picture, rotation));
        string turn = rotation switch { 90 => "transpose=1", 180 => "hflip,vflip", 270 => "transpose=2", _ => "null" };
        byte[] expected = Rgb(folder, source, $"scale=flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24,{turn}");
        byte[] actual = Rgb(folder, screenshot, "null");
        Assert.Equal(expected.Length, actual.Length);
        double squares = expected.Zip(actual, (one, other) => (double)(one - other) * (one - other)).Sum();
        Assert.InRange(10 * Math.Log10(255 * 255 / Math.Max(1e-9, squares / expected.Length)), 45, double.MaxValue);
        string size = Tool.Run("ffprobe", "-v", "error", "-show_entries", "stream=width,height,pix_fmt", "-of", "csv=p=0", screenshot);
        Assert.Equal(rotation is 90 or 270 ? "120,160,rgb24" : "160,120,rgb24", size.Trim());
    }

    [Fact]
    public void A_screenshot_has_square_pixels_and_can_be_read_again()
    {
        using TestFrame frame = new(72, 58, (64, 45));
        byte[] file = PngWriter.Write(frame);
        Assert.True(StillDecoder.TryDecode(file, out VideoFrame? picture, out string trouble), trouble);
        using (picture)
        {
            Assert.Equal((102, 58, (1, 1)), (picture.Width, picture.Height, picture.PixelAspect));

            // Grey in, grey out: 128 of 16 … 235 is 130 of 0 … 255.
            Assert.True(picture.IsFullRange);
            Assert.All(picture.Plane(1).ToArray().Take(51), value => Assert.InRange(value, 127, 129));
            Assert.All(picture.Plane(0).ToArray().Take(102), value => Assert.InRange(value, 129, 132));
        }
    }

    private static byte[] Rgb(TemporaryFolder folder, string picture, string filter)
    {
        string raw = TestClips.Make(
            Path.Combine(folder.Path, "pixels.raw"), "-i", picture, "-vf", filter, "-pix_fmt", "rgb24", "-f", "rawvideo");
        return File.ReadAllBytes(raw);
    }

    /// <summary>A grey picture in managed memory that ends with its last pixel.</summary>
    private sealed class TestFrame(int width, int height, (int Width, int Height) aspect) : VideoFrame
    {
        public override int Width => width;

        public override int Height => height;

        public override (int Width, int Height) PixelAspect => aspect;

        public override bool IsBt709 => false;

        public override bool IsFullRange => false;

        public override int Stride(int plane) => plane == 0 ? width + 8 : (width / 2) + 8;

        public override ReadOnlySpan<byte> Plane(int plane)
        {
            byte[] bytes = new byte[(Stride(plane) * ((plane == 0 ? height : height / 2) - 1)) + Stride(plane) - 8];
            bytes.AsSpan().Fill(128);
            return bytes;
        }

        protected override void Dispose(bool isDisposing)
        {
        }
    }
}
