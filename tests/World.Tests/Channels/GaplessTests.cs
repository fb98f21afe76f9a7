using Streaming.Formats.Media;
using Streaming.Server.Channels;

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
        PlayedTitles.AssertWhole(world, Films);
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
    [InlineData(2)]
    [InlineData(12)]
    public void Numbers_and_stamps_wrap_and_nobody_notices(double secondsBefore)
    {
        // A seed whose stamps are about to wrap.
        ulong seed = 1;
        while (uint.MaxValue - new ChannelWorld(Films, seed: seed).Sender.Streams[0].Identity.Epoch.Value > secondsBefore * 90_000)
            seed++;
        ChannelWorld world = new ChannelWorld(Films, seed: seed).Loop(Films).Run(TimeSpan.FromSeconds(20));

        PlayedTitles.AssertWhole(world, Films);
        output.WriteLine($"seed {seed}, {world.Sender.Streams[0].PacketsSent} packets");
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
