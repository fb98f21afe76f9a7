using Streaming.Formats.Media;
using Streaming.Player.Receiving;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests;

/// <summary>The first promise of all: what leaves the film arrives, byte for byte.</summary>
public sealed class LosslessWorldTests
{
    public static TheoryData<Codec> Codecs => [.. Enum.GetValues<Codec>()];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Every_sample_arrives_as_it_lies_in_the_film(Codec codec)
    {
        SyntheticTrack track = SyntheticFilm.Make(codec, seed: 1);

        ReceivedStream stream = new Pair([track], NetworkOptions.Perfect, ReorderPolicy.Datagrams).Run().Streams[0];

        Assert.Equal(track.Sha256(), stream.Tally.Sha256);
        Assert.Equal(0, stream.Damaged);
        Assert.Empty(stream.Losses);
        AssertSamples(track, stream);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Reordered_and_repeated_packets_change_nothing(Codec codec)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            SyntheticTrack track = SyntheticFilm.Make(codec, seed, seconds: 1);
            NetworkOptions options = new(seed, Loss: 0, Duplicates: 0.05, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(40));

            Pair pair = new Pair([track], options, ReorderPolicy.Datagrams).Run();

            ReceivedStream stream = pair.Streams[0];
            ReceptionCounters counters = stream.Receive.Counters;
            Assert.True(track.Sha256() == stream.Tally.Sha256, $"{options}");
            Assert.Equal(0, stream.Damaged);
            Assert.Equal(pair.Network.Sent[0], counters.Packets);
            Assert.Equal(pair.Network.Duplicated.GetValueOrDefault(0), counters.Duplicates);
            Assert.Equal((0, 0, 0, 0), (counters.Lost, counters.Late, counters.Malformed, counters.Strays));
        }
    }

    [Fact]
    public void All_streams_of_a_film_start_at_the_same_time_of_day()
    {
        SyntheticTrack[] tracks = [.. new[] { Codec.H264, Codec.Aac, Codec.TimedText }.Select(codec => SyntheticFilm.Make(codec, seed: 1))];

        Pair pair = new Pair(tracks, NetworkOptions.Perfect, ReorderPolicy.Datagrams).Run();

        NtpTime[] starts = [.. pair.Streams.Select((stream, i) => stream.Reporter.Sender!.Value.At(pair.Point.Streams[i].AtStart))];
        Assert.All(starts, start => Assert.InRange((start - starts[0]).TotalMilliseconds, -1, 1));
        Assert.All(pair.Streams.Zip(tracks), both => Assert.Equal(both.Second.Sha256(), both.First.Tally.Sha256));
    }

    [Theory]
    [InlineData(Codec.H264)]
    [InlineData(Codec.Vp9)]
    [InlineData(Codec.Aac)]
    public void From_the_middle_on_all_that_is_shown_from_there_arrives(Codec codec)
    {
        SyntheticTrack track = SyntheticFilm.Make(codec, seed: 5, seconds: 4);

        (MediaTime from, MediaTime to) = (MediaTime.FromSeconds(2), MediaTime.FromSeconds(3));
        Pair pair = new Pair([track], NetworkOptions.Perfect, ReorderPolicy.Datagrams, from, to).Run();

        long start = track.Track.Clock.ToUnits(pair.Point.Start), end = track.Track.Clock.ToUnits(pair.Point.End);
        int[] expected = [.. Enumerable.Range(0, track.Index.Samples.Length).Where(i => IsWithin(track.Index.Samples[i]))];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(track.Sample), pair.Streams[0].Samples.Select(sample => sample.Bytes));
        Assert.Equal(
            expected.Select(i => track.Index.Samples[i].PresentationUnits - start), pair.Streams[0].Samples.Select(sample => sample.Units));

        bool IsWithin(MediaSample sample) => sample.PresentationUnits >= start && sample.PresentationUnits < end;
    }

    /// <summary>PCM may be cut anew on the way; everything else keeps its samples and their times.</summary>
    private static void AssertSamples(SyntheticTrack track, ReceivedStream stream)
    {
        if (track.Track.Codec is Codec.L16)
            return;
        Assert.Equal(track.Index.Samples.Length, stream.Samples.Count);
        for (int i = 0; i < stream.Samples.Count; i++)
            Assert.Equal(track.Index.Samples[i].PresentationUnits, stream.Samples[i].Units);
    }
}
