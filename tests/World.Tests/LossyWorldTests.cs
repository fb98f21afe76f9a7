using Streaming.Formats.Media;
using Streaming.Player.Receiving;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests;

/// <summary>Loss may cost samples, never truth: what is handed out as whole is whole, and the books balance.</summary>
public sealed class LossyWorldTests
{
    public static TheoryData<Codec> Codecs => [.. Enum.GetValues<Codec>()];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void No_sample_is_ever_wrong_and_the_counters_add_up(Codec codec)
    {
        for (ulong seed = 1; seed <= 15; seed++)
        {
            SyntheticTrack track = SyntheticFilm.Make(codec, seed);
            NetworkOptions options = new(seed, Loss: 0.03, Duplicates: 0.01, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(30));

            Pair pair = new Pair([track], options, ReorderPolicy.Datagrams).Run();

            AssertTruth(track, pair.Streams[0], options);
            AssertBooks(pair, options);
        }
    }

    [Fact]
    public void Packets_later_than_the_wait_are_late_and_the_samples_still_true()
    {
        SyntheticTrack track = SyntheticFilm.Make(Codec.H264, seed: 3);
        NetworkOptions options = new(3, Loss: 0, Duplicates: 0, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(60));

        Pair pair = new Pair([track], options, new ReorderPolicy(TimeSpan.FromMilliseconds(5))).Run();

        ReceptionCounters counters = pair.Streams[0].Receive.Counters;
        Assert.True(counters.Late > 0);
        Assert.Equal(0, counters.Lost);
        Assert.Equal(counters.GivenUp, counters.Late);
        AssertTruth(track, pair.Streams[0], options);
    }

    /// <summary>Each whole sample equals the film's sample of that time.</summary>
    private static void AssertTruth(SyntheticTrack track, ReceivedStream stream, NetworkOptions options)
    {
        if (track.Track.Codec == Codec.L16)
            return;
        Dictionary<long, byte[]> film = [];
        for (int i = 0; i < track.Index.Samples.Length; i++)
            film[track.Index.Samples[i].PresentationUnits] = track.Sample(i);
        foreach ((long units, byte[] bytes) in stream.Samples)
        {
            bool isTrue = film.TryGetValue(units, out byte[]? original) && bytes.AsSpan().SequenceEqual(original);
            Assert.True(isTrue, $"{track.Track.Codec} at {units}: {options}");
        }

        Assert.True(stream.Samples.Count <= film.Count);
        Assert.Equal(stream.Samples.Count, stream.Samples.Select(sample => sample.Units).Distinct().Count());
    }

    /// <summary>Only what was lost behind the last packet that came can be missing from the books: nobody can know of it.</summary>
    private static void AssertBooks(Pair pair, NetworkOptions options)
    {
        ReceptionCounters counters = pair.Streams[0].Receive.Counters;
        long sent = pair.Network.Sent[0], lost = pair.Network.Lost.GetValueOrDefault(0);
        Assert.True(counters.Packets == sent - lost, $"{options}: {counters}");
        Assert.Equal(counters.Expected, counters.Packets + counters.Lost);
        Assert.True(counters.Expected <= sent && sent - counters.Expected <= lost, $"{options}: {counters}");
        Assert.Equal(counters.GivenUp, pair.Streams[0].Losses.Sum(loss => loss.Count));
        Assert.Equal(counters.GivenUp, counters.Lost + counters.Late);
        Assert.Equal(0, counters.Strays);
    }
}
