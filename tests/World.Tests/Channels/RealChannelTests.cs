using Streaming.Server.Catalogue;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Network;
using Streaming.World.Tests.Theatre;

namespace Streaming.World.Tests.Channels;

/// <summary>Real films in a loop: with pictures ahead of zero that are only decoded, open groups, several sounds.</summary>
public sealed class RealChannelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(SharedMedia.OpenGop)]
    [InlineData(SharedMedia.TwoLanguages)]
    [InlineData(SharedMedia.HalfSecond)]
    [InlineData(SharedMedia.TransportStream)]
    public async Task A_film_follows_itself_whole_and_no_stamp_comes_twice(string name)
    {
        using StoredCatalogue stored = await StoredCatalogue.ImportAsync(SharedMedia.Find(name), new() { Traffic = TrafficAnalysis.Of });
        OpenTitle open = stored.Open(stored.Titles[0].Id)!;
        ChannelFilm film = new(
            "film", [.. stored.Index.Tracks.Select(index => new SyntheticTrack(index, open.Film(index.Track.Id)))]);

        ChannelWorld world = new ChannelWorld([film]).Loop(film).Run(2.5 * film.Index.Title.Duration);

        Assert.Empty(world.Lineup.Mistakes);
        PlayedTitles.AssertWhole(world, film);
        foreach (ReceivedStream lane in world.Lanes)
            Assert.Equal(lane.Samples.Count, lane.Samples.Select(sample => sample.Units).Distinct().Count());
        output.WriteLine($"{world.Began.Count()} times, {world.Lanes.Sum(lane => lane.Samples.Count)} samples of {world.Lanes.Count} "
            + $"lanes, zero {string.Join(", ", world.Began.Select(title => title.Position))}");
    }
}
