using Streaming.Formats.Media;
using Streaming.Server.Channels;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests.Channels;

/// <summary>From title to title nothing is lost, nothing comes twice, and no stamp steps.</summary>
public sealed class GaplessTests(ITestOutputHelper output)
{
    private static readonly ChannelFilm[] Films =
    [
        ChannelFilm.Make("news", 1, 2), ChannelFilm.Make("film", 2, 3.4), ChannelFilm.Make("song", 3, 1.37),
    ];

    [Fact]
    public void Every_sample_of_every_title_arrives_once_at_its_place_on_one_axis()
    {
        ChannelWorld world = new ChannelWorld(Films).Loop(Films).Run(TimeSpan.FromSeconds(20));

        Assert.True(world.Began.Count() >= 8);
        AssertWhole(world, Films);
    }

    [Fact]
    public void A_title_begins_exactly_where_the_longest_track_of_the_one_before_is_over()
    {
        ChannelWorld world = new ChannelWorld(Films).Loop(Films).Run(TimeSpan.FromSeconds(20));

        ChannelEvent.Began? before = null;
        foreach (ChannelEvent.Began title in world.Began)
        {
            if (before is not null)
                Assert.Equal(Length(before.Title), title.Position - before.Position);
            Assert.Equal(TimeSpan.Zero, title.Late);
            Assert.Equal(world.Sender.Sending.Created + (title.Position - MediaTime.Zero), title.At);
            before = title;
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(12)]
    public void Numbers_and_stamps_wrap_and_nobody_notices(double secondsBefore)
    {
        // A seed whose stamps are about to wrap.
        ulong seed = 1;
        while (uint.MaxValue - new ChannelWorld(Films, seed: seed).Sender.Streams[0].Identity.Epoch.Value > secondsBefore * 90_000)
            seed++;
        ChannelWorld world = new ChannelWorld(Films, seed: seed).Loop(Films).Run(TimeSpan.FromSeconds(20));

        AssertWhole(world, Films);
        output.WriteLine($"seed {seed}, {world.Sender.Streams[0].PacketsSent} packets");
    }

    /// <summary>What a lane received is what the titles that began hold, one behind the other; the last may not be whole yet.</summary>
    private static void AssertWhole(ChannelWorld world, ChannelFilm[] films)
    {
        for (int lane = 0; lane < world.Lanes.Count; lane++)
        {
            ReceivedStream received = world.Lanes[lane];
            Assert.Empty(received.Losses);
            Assert.Equal(0, received.Damaged);
            Assert.Equal(0, received.Receive.Counters.Duplicates);
            int at = 0;
            foreach (ChannelEvent.Began title in world.Began)
            {
                TrackIndex index = title.Title.Tracks[lane]!;
                SyntheticTrack track = films.First(film => film.Index.Title == title.Title.Facts)[index];
                long zero = index.Track.Clock.ToUnits(title.Position);
                for (int i = 0; i < index.Samples.Length && at < received.Samples.Count; i++)
                {
                    // What primes a decoder comes as far as there is room for it.
                    if (index.Samples[i].PresentationUnits < 0 && received.Samples[at].Units >= zero)
                        continue;
                    Assert.Equal(zero + index.Samples[i].PresentationUnits, received.Samples[at].Units);
                    Assert.Equal(track.Sample(i), received.Samples[at].Bytes);
                    at++;
                }
            }

            Assert.Equal(received.Samples.Count, at);
        }
    }

    private static TimeSpan Length(ChannelTitle title)
    {
        TimeSpan most = TimeSpan.Zero;
        foreach (TrackIndex? index in title.Tracks)
        {
            foreach (MediaSample sample in index!.Samples)
            {
                TimeSpan end = index.Track.Clock.ToLength(sample.PresentationUnits + sample.Duration);
                most = end > most ? end : most;
            }
        }

        return most;
    }
}
