using System.Diagnostics;
using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Decoding;

/// <summary>What networks, bugs and enemies make of access units: it is counted, nothing throws or hangs, and it goes on.</summary>
public sealed class BrokenInputTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(TestClips.H264Matroska)]
    [InlineData(TestClips.H265)]
    [InlineData(TestClips.Vp8Vorbis)]
    [InlineData(TestClips.Vp9Opus)]
    [InlineData(TestClips.Av1)]
    public async Task A_decoder_of_pictures_recovers_at_the_next_key_picture(string clip)
    {
        using StoredTitle title = await StoredTitle.ImportAsync(TestClips.Find(clip));
        TrackIndex track = title.Only(TrackKind.Video);
        IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, track);
        int key = Enumerable.Range(1, units.Count).First(i => track.Samples[i].IsKey);
        List<DecodedFrame> whole;
        using (VideoDecoder other = DecodedFrames.Open(track.Track))
            whole = DecodedFrames.Decode(other, units);
        DecodedFrame[] expected = [.. whole.Where(frame => frame.Position >= units[key].Position)];
        long refused = 0, damaged = 0;
        long start = Stopwatch.GetTimestamp();
        for (ulong seed = 1; seed <= 60; seed++)
        {
            using VideoDecoder decoder = DecodedFrames.Open(track.Track);
            SeededRandom random = new(seed);
            List<DecodedFrame> frames = [];
            for (int i = 0; i < units.Count; i++)
            {
                // A receiver knows what the network lost; that bits were turned over it does not know.
                byte[] unit = i < key ? Spoil(units[i].Bytes, random) : units[i].Bytes;
                decoder.Accept(unit, units[i].Position, isDamaged: seed % 2 == 0 && !unit.SequenceEqual(units[i].Bytes));
                DecodedFrames.Take(decoder, frames);
            }

            decoder.Drain();
            DecodedFrames.Take(decoder, frames);
            frames.RemoveAll(frame => frame.Position < units[key].Position);

            // False picture numbers that nobody noticed may mix up the order, until they are forgotten.
            Assert.Equal(expected, seed % 2 == 0 ? frames : frames.OrderBy(frame => frame.Position));
            refused += decoder.Counters.Failed;
            damaged += decoder.Counters.Damaged;
            Assert.Equal(decoder.Counters.Failed > 0, decoder.Counters.LastFault is not null);
        }

        Assert.True(refused + damaged > 60, $"{refused} refused, {damaged} damaged");
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
    }

    [Theory]
    [InlineData(TestClips.H264Aac)]
    [InlineData(TestClips.Vp9Opus)]
    [InlineData(TestClips.Mp3)]
    [InlineData(TestClips.Pcmu)]
    [InlineData(TestClips.L16)]
    public async Task A_decoder_of_sound_goes_on_in_the_right_place(string clip)
    {
        using StoredTitle title = await StoredTitle.ImportAsync(TestClips.Find(clip));
        TrackIndex track = title.Only(TrackKind.Audio);
        IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, track);
        int half = units.Count / 2;
        for (ulong seed = 1; seed <= 60; seed++)
        {
            using AudioDecoder decoder = DecodedSounds.Open(track.Track);
            SeededRandom random = new(seed);
            List<SoundPiece> pieces = DecodedSounds.Decode(
                decoder, [.. units.Take(half).Select(unit => (Spoil(unit.Bytes, random), unit.Position)), .. units.Skip(half)]);
            Assert.All(pieces, piece => Assert.All(piece.Samples, sample => Assert.False(float.IsNaN(sample))));
            SoundPiece[] sound = [.. pieces.Where(piece => piece.Source >= half + 4)];
            Assert.True(sound.Length >= units.Count - half - 4);
            Assert.All(sound, piece => Assert.InRange(
                (units[piece.Source].Position - piece.Position).TotalMilliseconds, -64, 64));
        }
    }

    [Theory]
    [InlineData(Codec.H264)]
    [InlineData(Codec.H265)]
    [InlineData(Codec.Vp8)]
    [InlineData(Codec.Vp9)]
    [InlineData(Codec.Av1)]
    [InlineData(Codec.Jpeg)]
    public void Random_bytes_give_no_picture_and_are_counted(Codec codec)
    {
        SeededRandom random = new((ulong)codec + 1);
        using VideoDecoder decoder = DecodedFrames.Open(new Streaming.Formats.Payloads.CodedFormat(codec, [], 0, 0));
        for (int i = 0; i < 300; i++)
        {
            byte[] unit = new byte[random.Next(2_000)];
            random.Fill(unit);
            decoder.Accept(unit, new(i));
            while (decoder.TryTake(out DecodedPicture picture))
                picture.Frame.Dispose();
        }

        Assert.Equal(300, decoder.Counters.Accepted);
        Assert.True(decoder.Counters.Failed > 0);
        Assert.NotNull(decoder.Counters.LastFault);
    }

    [Fact]
    public void An_empty_unit_is_no_end_of_the_stream()
    {
        using VideoDecoder decoder = DecodedFrames.Open(new Streaming.Formats.Payloads.CodedFormat(Codec.H264, [], 0, 0));
        decoder.Accept([], MediaTime.Zero);
        decoder.Accept([], MediaTime.Zero);
        Assert.Equal((2, 2), (decoder.Counters.Accepted, decoder.Counters.Failed));
    }

    /// <summary>Whole, cut short, with bits turned over, or of nothing but noise.</summary>
    private static byte[] Spoil(byte[] unit, SeededRandom random)
    {
        byte[] spoilt = [.. unit];
        switch (random.Next(4))
        {
            case 0:
                return spoilt[..random.Next(spoilt.Length)];
            case 1:
                for (int i = 0; i < 8; i++)
                    spoilt[random.Next(spoilt.Length)] ^= (byte)(1 << random.Next(8));
                return spoilt;
            case 2:
                random.Fill(spoilt.AsSpan(random.Next(spoilt.Length)));
                return spoilt;
            default:
                return spoilt;
        }
    }
}
