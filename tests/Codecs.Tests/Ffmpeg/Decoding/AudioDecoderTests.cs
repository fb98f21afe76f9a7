using System.Buffers.Binary;
using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Decoding;

public sealed class AudioDecoderTests
{
    private const int FrameLength = 441;

    [Theory]
    [InlineData(44_100, 48_000)]
    [InlineData(8_000, 48_000)]
    [InlineData(48_000, 44_100)]
    [InlineData(48_000, 48_000)]
    public void A_click_is_where_it_was_after_resampling(int from, int to)
    {
        using AudioDecoder decoder = Open(from, to);
        MediaTime start = MediaTime.FromSeconds(-0.1);
        List<SoundPiece> pieces = DecodedSounds.Decode(decoder, Frames(from, start, frames: 20, click: 3_000));
        (MediaTime at, float _) = pieces.SelectMany(piece => piece.Samples.Index().Where(sample => sample.Index % 2 == 0).Select(
                sample => (piece.Position + TimeSpan.FromSeconds(sample.Index / 2 / (double)to), Math.Abs(sample.Item))))
            .MaxBy(sample => sample.Item2);
        MediaTime expected = start + TimeSpan.FromSeconds(3_000 / (double)from);

        // Half a sample of either rate.
        Assert.InRange(Math.Abs((at - expected).TotalSeconds), 0, 0.5 / from + 0.5 / to);
        Assert.Equal(start, pieces[0].Position);
        long length = 20L * FrameLength * to / from;
        Assert.InRange(pieces.Sum(piece => piece.Samples.Length / 2), length - 1, length + 1);
    }

    [Fact]
    public void A_lost_frame_leaves_a_hole_and_what_follows_is_in_its_place()
    {
        using AudioDecoder decoder = Open(44_100, 48_000);
        List<(byte[] Bytes, MediaTime Position)> frames = [.. Frames(44_100, MediaTime.Zero, frames: 10, click: 0)];
        List<SoundPiece> pieces = [];
        for (int i = 0; i < frames.Count; i++)
        {
            if (i != 5)
                decoder.Accept(frames[i].Bytes, frames[i].Position, followsLoss: i == 6);
            DecodedSounds.Take(decoder, pieces, i);
        }

        decoder.Drain();
        DecodedSounds.Take(decoder, pieces);
        Assert.Equal([frames[0].Position, frames[6].Position], pieces.Where(piece => piece.FollowsGap).Select(piece => piece.Position));

        // All of the five frames in front of the hole came out, the end of them with the frame behind it.
        long front = pieces.TakeWhile(piece => piece.Position < frames[6].Position).Sum(piece => piece.Samples.Length / 2);
        Assert.InRange(front, (5 * 480) - 1, (5 * 480) + 1);
    }

    [Fact]
    public void A_jump_of_the_film_is_a_gap_without_being_told()
    {
        using AudioDecoder decoder = Open(48_000, 48_000);
        List<(byte[] Bytes, MediaTime Position)> frames = [.. Frames(48_000, MediaTime.Zero, frames: 4, click: 0)];
        frames.AddRange(Frames(48_000, MediaTime.FromSeconds(10), frames: 4, click: 0));
        List<SoundPiece> pieces = DecodedSounds.Decode(decoder, frames);
        Assert.Equal(
            [MediaTime.Zero, MediaTime.FromSeconds(10)], pieces.Where(piece => piece.FollowsGap).Select(piece => piece.Position));
    }

    [Fact]
    public void Positions_that_jitter_make_no_holes_and_a_drift_is_followed()
    {
        using AudioDecoder decoder = Open(48_000, 48_000);
        double length = FrameLength / 48_000.0;
        List<(byte[] Bytes, MediaTime Position)> frames =
        [
            // The film runs by one in a thousand faster than its samples, and every other frame is 15 ms late.
            .. Frames(48_000, MediaTime.Zero, frames: 2_000, click: 0).Select((frame, i) =>
                (frame.Bytes, MediaTime.FromSeconds((i * length * 0.999) + (i % 2 * 0.015)))),
        ];
        List<SoundPiece> pieces = DecodedSounds.Decode(decoder, frames);
        Assert.Single(pieces, piece => piece.FollowsGap);
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.InRange(
            (pair.Second.Position - pair.First.Position).TotalSeconds - length, -0.0005, 0.0005));
        Assert.InRange((pieces[^1].Position - frames[^1].Position).TotalMilliseconds, -16, 2);
    }

    [Fact]
    public async Task After_a_flush_it_begins_anew_where_it_is_told()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(TestClips.Find(TestClips.H264Aac));
        IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, title.Only(TrackKind.Audio));
        using AudioDecoder decoder = DecodedSounds.Open(title.Only(TrackKind.Audio).Track);
        List<SoundPiece> first = DecodedSounds.Decode(decoder, units);
        decoder.Flush();
        List<SoundPiece> again = DecodedSounds.Decode(decoder, units);
        Assert.Equal(first.Select(piece => piece.Position), again.Select(piece => piece.Position));
        decoder.Flush();
        List<SoundPiece> late = DecodedSounds.Decode(decoder, units.Skip(30));
        Assert.Equal((units[30].Position, true), (late[0].Position, late[0].FollowsGap));
        Assert.Equal(0, decoder.Counters.Failed);
    }

    [Fact]
    public async Task A_piece_costs_no_managed_memory()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(TestClips.Find(TestClips.H264Aac));
        IReadOnlyList<(byte[] Bytes, MediaTime Position)> units = DecodedFrames.Units(title, title.Only(TrackKind.Audio));
        using AudioDecoder decoder = DecodedSounds.Open(title.Only(TrackKind.Audio).Track);
        long before = 0;
        for (int round = 0; round < 2; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            foreach ((byte[] bytes, MediaTime position) in units)
            {
                decoder.Accept(bytes, position);
                while (decoder.TryTake(out _))
                {
                }
            }
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / units.Count, 0, 16);
    }

    [Fact]
    public void What_is_no_sound_is_refused_by_name()
    {
        Assert.False(AudioDecoder.TryCreate(new PayloadDescription(96, "H264", ClockRate.Video, 0, ""), 48_000, out _, out string trouble));
        Assert.Equal("H264 is no sound coding that can be decoded", trouble);
    }

    [Theory]
    [InlineData("config=1210", "12-10")]
    [InlineData("streamtype=5; config=\"1190\"; mode=AAC-hbr", "11-90")]
    [InlineData("config=12x0", "")]
    [InlineData("config=121", "")]
    [InlineData("", "")]
    public void A_configuration_that_cannot_be_read_counts_as_missing(string parameters, string expected)
    {
        Assert.True(CodedFormat.TryRead(new(96, "mpeg4-generic", new(44_100), 2, parameters), out CodedFormat? format));
        Assert.Equal((Codec.Aac, expected), (format.Codec, BitConverter.ToString(format.Configuration)));
    }

    private static AudioDecoder Open(int from, int to)
    {
        CodedFormat format = new(Codec.L16, [], from, 2);
        Assert.True(AudioDecoder.TryCreate(format, to, out AudioDecoder? decoder, out string trouble), trouble);
        return decoder;
    }

    /// <summary>Stereo frames of silence with a click at one sample.</summary>
    private static IEnumerable<(byte[] Bytes, MediaTime Position)> Frames(int rate, MediaTime start, int frames, int click)
    {
        for (int i = 0; i < frames; i++)
        {
            byte[] bytes = new byte[FrameLength * 4];
            int at = click - (i * FrameLength);
            if (at is >= 0 and < FrameLength)
            {
                BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(at * 4), short.MaxValue);
                BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan((at * 4) + 2), short.MaxValue);
            }

            yield return (bytes, start + TimeSpan.FromSeconds(i * FrameLength / (double)rate));
        }
    }
}
