using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Lab.Real.Serving;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Qos.Admission;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Library;

namespace Streaming.Lab.Tests.Real;

/// <summary>What a server of a real run finds in its folder.</summary>
public sealed class ServerHomeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Its_titles_are_stored_as_if_imported_and_are_the_shelf_s_to_the_last_byte()
    {
        TitleTerms.Generated film = new("film") { Duration = TimeSpan.FromSeconds(5) };
        using TitleShelf shelf = TitleShelf.Open([film], reservesPeak: false, Stop);
        LinkSettings link = new("floor", BitRate.Mbps(8), Ratio.Percent(90), new(256_000), TimeSpan.FromMilliseconds(2), null);
        using ServerHome home = ServerHome.Make(shelf, new() { Qos = new() { Links = [link] } }, Stop);

        Assert.Contains("floor 8Mb/s reservable=90% buffer=256k delay=2ms", File.ReadAllText(home.Configuration));
        string data = Path.Combine(Path.GetDirectoryName(home.Configuration)!, "data");
        TitleStore store = new(new TitleFolders(data));
        Assert.Null(store.Refresh("film"));
        using OpenTitle stored = store.Open("film", out string failure) ?? throw new InvalidOperationException(failure);
        using OpenTitle made = shelf.Open("film")!;
        foreach ((TrackIndex one, TrackIndex other) in made.Index.Tracks.Zip(stored.Index.Tracks))
        {
            Assert.Equal(one.Samples.Length, other.Samples.Length);
            Assert.Equal(one.Traffic!.Envelope, other.Traffic!.Envelope);
            for (int i = 0; i < one.Samples.Length; i += 7)
            {
                Assert.Equal(one.Samples[i] with { Offset = 0 }, other.Samples[i] with { Offset = 0 });
                Assert.Equal(Content(made, one, i), Content(stored, other, i));
            }
        }
    }

    [Fact]
    public void It_is_gone_when_it_is_not_needed_any_more()
    {
        using TitleShelf shelf = TitleShelf.Open([], reservesPeak: false, Stop);
        ServerHome home = ServerHome.Make(shelf, new(), Stop);
        Assert.True(File.Exists(home.Configuration));
        home.Dispose();
        Assert.False(Directory.Exists(Path.GetDirectoryName(home.Configuration)));
    }

    private static byte[] Content(OpenTitle title, TrackIndex track, int sample)
    {
        byte[] content = new byte[track.Samples[sample].Size];
        Assert.True(title.Film(track.Track.Id).TryRead(track.Samples[sample].Offset, content));
        return content;
    }
}
