using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Decoding;

/// <summary>Whole films through our decoders and through ffmpeg.</summary>
public sealed class FilmDecodingTests
{
    private const int Rate = 48_000;

    public static TheoryData<string> Films => [.. SharedMedia.Names];

    [Theory]
    [MemberData(nameof(Films))]
    public async Task Every_picture_and_every_sound_of_a_film_is_what_ffmpeg_decodes(string film)
    {
        string path = SharedMedia.Find(film);
        using StoredTitle title = await StoredTitle.ImportAsync(path);
        int sound = 0;
        foreach (TrackIndex track in title.Index.Tracks)
        {
            if (track.Track.Kind == TrackKind.Video)
                CheckPictures(title, track, Pictures.OfFile(path, [.. DecodedSounds.WithoutEdits(path), "-noautorotate"]));
            else if (track.Track.Kind == TrackKind.Audio)
                CheckSound(title, track, path, sound++);
        }
    }

    [Theory]
    [InlineData(TestClips.H264Matroska)]
    [InlineData(TestClips.H265)]
    [InlineData(TestClips.Vp8Vorbis)]
    [InlineData(TestClips.Vp9Opus)]
    [InlineData(TestClips.Av1)]
    [InlineData(TestClips.Av1Matroska)]
    public async Task Every_picture_of_a_clip_is_what_ffmpeg_decodes(string clip)
    {
        string path = TestClips.Find(clip);
        using StoredTitle title = await StoredTitle.ImportAsync(path);
        CheckPictures(title, title.Only(TrackKind.Video), Pictures.OfFile(path));
    }

    [Theory]
    [InlineData(TestClips.H264Aac)]
    [InlineData(TestClips.Opus)]
    [InlineData(TestClips.Mp3)]
    [InlineData(TestClips.Pcmu)]
    [InlineData(TestClips.Pcma)]
    [InlineData(TestClips.L16)]
    [InlineData(TestClips.L16BigEndian)]
    [InlineData(TestClips.AdtsAac)]
    [InlineData(TestClips.ChannelsInBand)]
    public async Task Every_sound_of_a_clip_is_what_ffmpeg_decodes(string clip)
    {
        string path = TestClips.Find(clip);
        using StoredTitle title = await StoredTitle.ImportAsync(path);
        CheckSound(title, title.Only(TrackKind.Audio), path, 0);
    }

    private static void CheckPictures(StoredTitle title, TrackIndex track, IReadOnlyList<string> expected)
    {
        // What a receiver knows: the session description, and samples.
        PayloadDescription description = PayloadFormats.Describe(track.Track, 96);
        Assert.True(VideoDecoder.TryCreate(description, DecodedFrames.Software, out VideoDecoder? decoder, out string trouble), trouble);
        using (decoder)
        {
            IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, track);
            List<DecodedFrame> frames = DecodedFrames.Decode(decoder, units);
            Assert.Equal(expected, frames.Select(frame => frame.Sum));
            Assert.Equal(units.Select(unit => unit.Position).Order(), frames.Select(frame => frame.Position));
            Assert.DoesNotContain(frames, frame => frame.IsDamaged);
            Assert.Equal(new DecoderCounters(units.Count, expected.Count, 0, 0, null), decoder.Counters);
        }
    }

    private static void CheckSound(StoredTitle title, TrackIndex track, string path, int stream)
    {
        PayloadDescription description = PayloadFormats.Describe(track.Track, 97);
        Assert.True(AudioDecoder.TryCreate(description, Rate, out AudioDecoder? decoder, out string trouble), trouble);
        using (decoder)
        {
            IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, track);
            List<SoundPiece> pieces = DecodedSounds.Decode(decoder, units);
            float[] expected = track.Track.Codec == Codec.Aac
                ? DecodedSounds.OfFrames(track.Track.Configuration, units.Select(unit => unit.Bytes), Rate)
                : DecodedSounds.OfFile(path, stream, Rate, track.Track is { Codec: Codec.Opus, Channels: 1 });
            float[] samples = [.. pieces.SelectMany(piece => piece.Samples)];
            Assert.Equal(expected.Length, samples.Length);
            int worst = Enumerable.Range(0, samples.Length).MaxBy(i => Math.Abs(expected[i] - samples[i]));
            Assert.True(Math.Abs(expected[worst] - samples[worst]) < 2e-6, $"sample {worst}: {samples[worst]} for {expected[worst]}");
            CheckPositions(units, pieces);
            Assert.Equal(0, decoder.Counters.Failed);
            Assert.Equal(units.Count, decoder.Counters.Accepted);
        }
    }

    /// <summary>One stretch from the first position on, each frame where the film has it.</summary>
    private static void CheckPositions(IReadOnlyList<(byte[] Bytes, MediaTime Position)> units, List<SoundPiece> pieces)
    {
        Assert.Equal(units.Count, pieces.Count(piece => piece.Source >= 0));
        Assert.Equal(units[0].Position, pieces[0].Position);
        Assert.All(pieces, piece => Assert.Equal(piece == pieces[0], piece.FollowsGap));
        double jitter = Jitter(units);
        long count = 0;
        foreach (SoundPiece piece in pieces)
        {
            // Behind by the 2 ms at most that the resampler holds back, and by what a film's times jitter.
            if (piece.Source >= 0)
                Assert.InRange((units[piece.Source].Position - piece.Position).TotalMilliseconds, -0.001 - jitter, 2.5 + jitter);
            MediaTime counted = units[0].Position + new TimeSpan((long)Math.Round(count * (double)TimeSpan.TicksPerSecond / Rate));
            if (jitter == 0)
                Assert.InRange((piece.Position - counted).Ticks, -1, 1);
            count += piece.Samples.Length / DecodedSound.Channels;
        }
    }

    /// <summary>How far a position is from where it would be if all frames had the same length, in milliseconds; 0 for 100 ns.</summary>
    private static double Jitter(IReadOnlyList<(byte[] Bytes, MediaTime Position)> units)
    {
        double step = (units[^1].Position - units[0].Position).Ticks / (double)(units.Count - 1);
        double worst = units.Index().Max(unit => Math.Abs((unit.Item.Position - units[0].Position).Ticks - (unit.Index * step)));
        return worst <= 1 ? 0 : worst / TimeSpan.TicksPerMillisecond;
    }
}
