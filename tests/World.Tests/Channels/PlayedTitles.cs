using Streaming.Formats.Media;
using Streaming.Server.Channels;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests.Channels;

/// <summary>What came of a channel, against what it played.</summary>
internal static class PlayedTitles
{
    /// <summary>What a lane received is what the titles that began hold, one behind the other; the last may not be whole yet.</summary>
    public static void AssertWhole(ChannelWorld world, params ReadOnlySpan<ChannelFilm> films)
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
                SyntheticTrack track = Find(films, title.Title.Facts)[index];
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

    private static ChannelFilm Find(ReadOnlySpan<ChannelFilm> films, Title title)
    {
        foreach (ChannelFilm film in films)
        {
            if (film.Index.Title == title)
                return film;
        }

        throw new InvalidOperationException($"nobody made '{title.Id}'");
    }
}
