using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Decoding;

public sealed class VideoDecoderTests
{
    [Theory]
    [InlineData(TestClips.H264Matroska)]
    [InlineData(TestClips.H265)]
    [InlineData(TestClips.Vp8Vorbis)]
    [InlineData(TestClips.Vp9Opus)]
    [InlineData(TestClips.Av1)]
    public async Task A_preview_is_the_key_picture_at_once_and_decoding_then_begins_with_it_again(string clip)
    {
        using StoredTitle title = await StoredTitle.ImportAsync(TestClips.Find(clip));
        TrackIndex track = title.Only(TrackKind.Video);
        IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, track);
        List<DecodedFrame> all;
        using (VideoDecoder whole = DecodedFrames.Open(track.Track))
            all = DecodedFrames.Decode(whole, units);
        using VideoDecoder decoder = DecodedFrames.Open(track.Track);
        int previews = 0;
        foreach (int key in Enumerable.Range(0, units.Count).Where(i => track.Samples[i].IsKey))
        {
            Assert.True(decoder.TryPreview(units[key].Bytes, units[key].Position, out DecodedPicture picture));
            Assert.Equal(all.Single(frame => frame.Position == units[key].Position), DecodedFrames.Finish(picture));
            Assert.False(decoder.TryTake(out _));

            // What is in front of the key picture in time refers to what is not there.
            List<DecodedFrame> rest = DecodedFrames.Decode(decoder, units.Skip(key));
            Assert.Equal(
                all.Where(frame => frame.Position >= units[key].Position),
                rest.Where(frame => frame.Position >= units[key].Position));
            previews++;
        }

        Assert.True(previews >= 2);
        Assert.Equal((0, 0), (decoder.Counters.Failed, decoder.Counters.Damaged));
    }

    [Fact]
    public async Task In_an_open_group_of_pictures_decoding_can_begin_at_every_key_picture()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(SharedMedia.Find(SharedMedia.OpenGop));
        TrackIndex track = title.Only(TrackKind.Video);
        IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, track);
        using VideoDecoder decoder = DecodedFrames.Open(track.Track);
        List<DecodedFrame> all = DecodedFrames.Decode(decoder, units);
        foreach (int key in Enumerable.Range(0, units.Count).Where(i => track.Samples[i].IsKey))
        {
            MediaTime from = units[key].Position;
            Assert.True(decoder.TryPreview(units[key].Bytes, from, out DecodedPicture picture));
            Assert.Equal(all.Single(frame => frame.Position == from), DecodedFrames.Finish(picture));
            List<DecodedFrame> rest = DecodedFrames.Decode(decoder, units.Skip(key).Take(60));
            Assert.Equal(rest.Count(frame => frame.Position >= from), rest.Count(frame => all.Contains(frame)));
            Assert.All(rest.Where(frame => frame.Position < from), frame => Assert.True(frame.IsDamaged));
        }
    }

    [Fact]
    public async Task What_refers_to_a_damaged_picture_is_damaged_until_the_next_key_picture()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(TestClips.Find(TestClips.H264Matroska));
        TrackIndex track = title.Only(TrackKind.Video);
        List<(byte[] Bytes, MediaTime Position)> units = [.. DecodedFrames.Units(title, track)];
        int key = Enumerable.Range(1, units.Count).First(i => track.Samples[i].IsKey);
        int lost = Enumerable.Range(5, units.Count).First(i => !track.Samples[i].Flags.HasFlag(SampleFlags.Disposable));
        using VideoDecoder decoder = DecodedFrames.Open(track.Track);
        List<DecodedFrame> frames = [];
        for (int i = 0; i < units.Count; i++)
        {
            if (i != lost)
                decoder.Accept(units[i].Bytes, units[i].Position, isDamaged: i == lost + 1);
            DecodedFrames.Take(decoder, frames);
        }

        decoder.Drain();
        DecodedFrames.Take(decoder, frames);
        Assert.All(frames, frame => Assert.Equal(
            frame.Position >= units[lost + 1].Position && frame.Position < units[key].Position, frame.IsDamaged));
        Assert.Equal(frames.Count(frame => frame.IsDamaged), decoder.Counters.Damaged);
    }

    [Fact]
    public async Task Size_may_change_in_mid_stream()
    {
        using StoredTitle small = await StoredTitle.ImportAsync(TestClips.Find(TestClips.H264Matroska));
        using StoredTitle large = await StoredTitle.ImportAsync(SharedMedia.Find(SharedMedia.HalfSecond));
        IReadOnlyList<(byte[] Bytes, MediaTime Position)> first = DecodedFrames.Units(small, small.Only(TrackKind.Video));
        IReadOnlyList<(byte[] Bytes, MediaTime Position)> second =
        [
            .. DecodedFrames.Units(large, large.Only(TrackKind.Video)).Select(unit => (unit.Bytes, unit.Position + TimeSpan.FromHours(1))),
        ];
        using VideoDecoder decoder = DecodedFrames.Open(new CodedFormat(Codec.H264, [], 0, 0));
        List<DecodedFrame> frames = DecodedFrames.Decode(decoder, [.. first, .. second, .. first.Select(Later)]);
        Assert.Equal(first.Count + second.Count + first.Count, frames.Count);
        Assert.Equal([(320, 180), (854, 480), (320, 180)], Runs(frames.Select(frame => (frame.Width, frame.Height))));
        Assert.Equal(frames.Select(frame => frame.Position).Order(), frames.Select(frame => frame.Position));
        Assert.Equal(0, decoder.Counters.Failed);

        static (byte[] Bytes, MediaTime Position) Later((byte[] Bytes, MediaTime Position) unit) =>
            (unit.Bytes, unit.Position + TimeSpan.FromHours(2));
    }

    [Theory]
    [InlineData("yuv444p", 321)]
    [InlineData("yuv422p10le", 320)]
    [InlineData("yuvj422p", 320)]
    public void Pixels_of_other_formats_become_those_that_are_shown(string format, int width)
    {
        using TemporaryFolder folder = new();
        string coded = TestClips.Make(
            Path.Combine(folder.Path, "picture.h264"),
            "-f", "lavfi", "-i", $"testsrc=size={width}x181", "-frames:v", "1", "-pix_fmt", format, "-c:v", "libx264");
        string raw = TestClips.Make(
            Path.Combine(folder.Path, "picture.raw"),
            "-i", coded, "-vf", "scale=flags=bicubic+accurate_rnd+full_chroma_int", "-pix_fmt",
            format == "yuvj422p" ? "yuvj420p" : "yuv420p", "-f", "rawvideo");
        using VideoDecoder decoder = DecodedFrames.Open(new CodedFormat(Codec.H264, [], 0, 0));
        decoder.Accept(File.ReadAllBytes(coded), MediaTime.Zero);
        decoder.Drain();
        Assert.True(decoder.TryTake(out DecodedPicture picture));
        using VideoFrame frame = picture.Frame;
        Assert.Equal((width, 181, format == "yuvj422p"), (frame.Width, frame.Height, frame.IsFullRange));
        byte[] expected = File.ReadAllBytes(raw), actual = DecodedFrames.Pixels(frame);
        Assert.Equal(expected.Length, actual.Length);
        double squares = expected.Zip(actual, (one, other) => (double)(one - other) * (one - other)).Sum();

        // 50 dB: rounding in the last bit, nothing that could be seen.
        Assert.InRange(10 * Math.Log10(255 * 255 / Math.Max(1e-9, squares / expected.Length)), 50, double.MaxValue);
    }

    [Fact]
    public void Colours_and_the_shape_of_pixels_are_read_from_the_stream()
    {
        using TemporaryFolder folder = new();
        foreach ((string space, string range, bool isBt709, bool isFullRange) in new[]
                 {
                     ("bt709", "tv", true, false), ("bt709", "pc", true, true), ("smpte170m", "tv", false, false),
                 })
        {
            string path = TestClips.Make(
                Path.Combine(folder.Path, $"{space}-{range}.h264"),
                "-f", "lavfi", "-i", "testsrc2=size=64x48:duration=0.1,setsar=64/45", "-pix_fmt", "yuv420p", "-c:v", "libx264",
                "-bsf:v", $"h264_metadata=video_full_range_flag={(isFullRange ? 1 : 0)}:matrix_coefficients={(isBt709 ? 1 : 6)}");
            using VideoDecoder decoder = DecodedFrames.Open(new CodedFormat(Codec.H264, [], 0, 0));
            decoder.Accept(File.ReadAllBytes(path), MediaTime.Zero);
            decoder.Drain();
            Assert.True(decoder.TryTake(out DecodedPicture picture));
            using VideoFrame frame = picture.Frame;
            Assert.Equal((isBt709, isFullRange, (64, 45)), (frame.IsBt709, frame.IsFullRange, frame.PixelAspect));
        }
    }

    [Fact]
    public async Task Pictures_outlive_their_decoder_and_go_back_from_any_thread()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(TestClips.Find(TestClips.H264Matroska));
        TrackIndex track = title.Only(TrackKind.Video);
        List<DecodedPicture> pictures = [];
        using (VideoDecoder decoder = DecodedFrames.Open(track.Track))
        {
            foreach ((byte[] bytes, MediaTime position) in DecodedFrames.Units(title, track))
            {
                decoder.Accept(bytes, position);
                while (decoder.TryTake(out DecodedPicture picture))
                    pictures.Add(picture);
            }
        }

        string[] sums = [.. pictures.Select(picture => DecodedFrames.Sum(picture.Frame))];
        Assert.Equal(Pictures.OfFile(TestClips.Find(TestClips.H264Matroska)).Take(sums.Length), sums);
        Parallel.ForEach(pictures, picture =>
        {
            picture.Frame.Dispose();
            picture.Frame.Dispose();
        });
        Assert.All(pictures, picture => Assert.Throws<ObjectDisposedException>(() => picture.Frame.Plane(0)));
    }

    [Fact]
    public async Task A_picture_costs_little_managed_memory()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(TestClips.Find(TestClips.H264Matroska));
        TrackIndex track = title.Only(TrackKind.Video);
        IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, track);
        using VideoDecoder decoder = DecodedFrames.Open(track.Track);

        // Code that is not compiled to its best yet makes objects that it later does without, and a busy machine compiles late.
        long each = long.MaxValue;
        for (int round = 0; round < 30 && each > 256; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread(), decoded = decoder.Counters.Decoded;
            foreach ((byte[] bytes, MediaTime position) in units)
            {
                decoder.Accept(bytes, position);
                while (decoder.TryTake(out DecodedPicture picture))
                    picture.Frame.Dispose();
            }

            decoder.Flush();
            each = (GC.GetAllocatedBytesForCurrentThread() - before) / (decoder.Counters.Decoded - decoded);
        }

        Assert.InRange(each, 0, 256);
    }

    [Fact]
    public void Without_hardware_software_decodes_and_says_so()
    {
        CodedFormat format = new(Codec.H264, [], 0, 0);
        Assert.True(VideoDecoder.TryCreate(format, new(UseHardware: true), out VideoDecoder? decoder, out string trouble), trouble);
        using (decoder)
            Assert.Equal(decoder.IsHardware ? "h264 (" : "h264", decoder.IsHardware ? decoder.Name[..6] : decoder.Name);
    }

    [Fact]
    public async Task When_hardware_fails_software_goes_on_with_the_next_key_picture()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(TestClips.Find(TestClips.H264Matroska));
        TrackIndex track = title.Only(TrackKind.Video);
        IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, track);
        using VideoDecoder decoder = DecodedFrames.Open(track.Track);
        List<DecodedFrame> all = DecodedFrames.Decode(decoder, units);
        decoder.Flush();
        List<DecodedFrame> frames = DecodedFrames.Decode(decoder, units.Take(10));
        decoder.GiveUpHardware();
        frames = DecodedFrames.Decode(decoder, units.Skip(10));
        int key = Enumerable.Range(10, units.Count).First(i => track.Samples[i].IsKey);
        Assert.Equal(
            all.Where(frame => frame.Position >= units[key].Position), frames.Where(frame => frame.Position >= units[key].Position));
        Assert.False(decoder.IsHardware);
    }

    [Theory]
    [InlineData("3gpp-tt")]
    [InlineData("opus")]
    [InlineData("H266")]
    public void A_coding_that_is_no_picture_is_refused_by_name(string name)
    {
        PayloadDescription description = new(96, name, ClockRate.Video, 0, "");
        Assert.False(VideoDecoder.TryCreate(description, DecodedFrames.Software, out _, out string trouble));
        Assert.Contains("is no picture coding", trouble);
    }

    private static List<T> Runs<T>(IEnumerable<T> values)
        where T : struct
    {
        List<T> runs = [];
        foreach (T value in values)
        {
            if (runs.Count == 0 || !runs[^1].Equals(value))
                runs.Add(value);
        }

        return runs;
    }
}
