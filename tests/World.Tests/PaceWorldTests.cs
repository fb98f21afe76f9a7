using Streaming.Formats.Media;
using Streaming.Player.Receiving;
using Streaming.Server.Sending;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests;

/// <summary>What a receiver gets of a film that is run through, or delivered faster.</summary>
public sealed class PaceWorldTests
{
    private const double Seconds = 20;

    [Theory]
    [InlineData(Codec.H264, 2)]
    [InlineData(Codec.H264, 8)]
    [InlineData(Codec.H264, -1)]
    [InlineData(Codec.H264, -4)]
    [InlineData(Codec.H265, 4)]
    [InlineData(Codec.Av1, -2)]
    [InlineData(Codec.Vp9, 16)]
    public void Key_pictures_arrive_whole_in_the_order_of_the_run_at_their_play_time(Codec codec, int scale)
    {
        SyntheticTrack picture = SyntheticFilm.Make(codec, seed: 3, Seconds), sound = SyntheticFilm.Make(Codec.Aac, seed: 3, Seconds);
        MediaTime start = MediaTime.FromSeconds(scale > 0 ? 0.5 : 19.5);

        Pair pair = new Pair(
            [picture, sound], NetworkOptions.Perfect, ReorderPolicy.Datagrams, start, pace: new(scale, PlaySpeed.Normal)).Run();

        ReceivedStream stream = pair.Streams[0];
        TrackIndex index = picture.Index;
        long from = index.Track.Clock.ToUnits(pair.Point.Start);
        Dictionary<long, int> keys = [];
        for (int at = 0; at < index.Samples.Length; at++)
        {
            if (index.Samples[at].IsKey)
                keys.TryAdd((index.Samples[at].PresentationUnits - from) / scale, at);
        }

        Assert.Empty(pair.Streams[1].Samples);
        Assert.Equal((0, 0), (stream.Damaged, stream.Losses.Count));
        Assert.InRange(stream.Samples.Count, 4, 1 + (int)(10 * Seconds / Math.Abs(scale)));
        Assert.All(stream.Samples, sample => Assert.Equal(picture.Sample(keys[sample.Units]), sample.Bytes));
        Assert.Equal(stream.Samples.Select(sample => sample.Units).Order(), stream.Samples.Select(sample => sample.Units));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void At_another_speed_every_sample_arrives_as_it_lies_in_the_film(double speed)
    {
        SyntheticTrack[] tracks = [.. new[] { Codec.H264, Codec.Aac }.Select(codec => SyntheticFilm.Make(codec, seed: 1, Seconds))];

        Pair pair = new Pair(
            tracks, NetworkOptions.Perfect, ReorderPolicy.Datagrams, pace: new(1, PlaySpeed.Of(speed))).Run();

        Assert.All(pair.Streams.Zip(tracks), both => Assert.Equal(both.Second.Sha256(), both.First.Tally.Sha256));
        Assert.InRange((pair.Now - Instant.FromSeconds(1)).TotalSeconds, Seconds / speed, (Seconds / speed) + 2);
    }
}
