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
                CheckPictures(title, track, Pictures.OfFile(path, DecodedSounds.WithoutEdits(path)));
            else if (track.Track.Kind == TrackKind.Audio)
                CheckSound(title, track, DecodedSounds.OfFile(path, sound++, Rate));
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
        CheckSound(title, title.Only(TrackKind.Audio), DecodedSounds.OfFile(path, 0, Rate));
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

    private static void CheckSound(StoredTitle title, TrackIndex track, float[] expected)
    {
        PayloadDescription description = PayloadFormats.Describe(track.Track, 97);
        Assert.True(AudioDecoder.TryCreate(description, Rate, out AudioDecoder? decoder, out string trouble), trouble);
        using (decoder)
        {
            IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, track);
            List<SoundPiece> pieces = DecodedSounds.Decode(decoder, units);
            float[] samples = [.. pieces.SelectMany(piece => piece.Samples)];
            Assert.Equal(expected.Length, samples.Length);
            for (int i = 0; i < samples.Length; i++)
                Assert.True(Math.Abs(expected[i] - samples[i]) < 2e-6, $"sample {i}: {samples[i]} for {expected[i]}");
            CheckPositions(track, units, pieces);
            Assert.Equal(0, decoder.Counters.Failed);
            Assert.Equal(units.Count, decoder.Counters.Accepted);
        }
    }

    /// <summary>One stretch from the first position on, and each sample near where the film has it.</summary>
    private static void CheckPositions(TrackIndex track, IReadOnlyList<(byte[] Bytes, MediaTime Position)> units, List<SoundPiece> pieces)
    {
        Assert.Equal(units[0].Position, pieces[0].Position);
        long count = 0;
        for (int i = 0; i < pieces.Count; i++)
        {
            TimeSpan played = new((long)Math.Round(count * (double)TimeSpan.TicksPerSecond / Rate));
            Assert.Equal(i == 0, pieces[i].FollowsGap);
            Assert.InRange((pieces[i].Position - (units[0].Position + played)).Ticks, -1, 1);
            count += pieces[i].Samples.Length / DecodedSound.Channels;
        }

        MediaSample last = track.Samples[^1];
        double end = units[^1].Position.Seconds + (last.Duration / (double)track.Track.Clock.Hertz);
        double decoded = units[0].Position.Seconds + (count / (double)Rate);

        // The last frame may hold more than the file says is to be heard of it.
        Assert.InRange(decoded, end - 0.002, end + 0.045);
    }
}
