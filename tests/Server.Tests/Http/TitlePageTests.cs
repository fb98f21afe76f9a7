using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Streaming.Formats.Media;
using Streaming.Server.Traffic;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Http;

public sealed partial class TitlePageTests : IAsyncLifetime
{
    private HttpServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await HttpServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_api_tells_what_each_track_asks_of_a_network()
    {
        MediaIndex film = Film();
        _server.Catalogue.Add(film);
        JsonElement tracks = JsonElement.Parse(await _server.Client.GetStringAsync("api/v1/titles/film", Stop)).GetProperty("tracks");

        foreach ((TrackIndex track, JsonElement told) in film.Tracks.Zip(tracks.EnumerateArray()))
        {
            (TrackTraffic exact, JsonElement traffic) = (track.Traffic!, told.GetProperty("traffic"));
            Assert.Equal(exact.Envelope[0].Rate.BitsPerSecond, traffic.GetProperty("meanBitsPerSecond").GetInt64());
            Assert.Equal(exact.PeakRate.BitsPerSecond, traffic.GetProperty("peakBitsPerSecond").GetInt64());
            Assert.Equal(exact.SmallestPacket.Bytes, traffic.GetProperty("smallestPacketBytes").GetInt64());
            Assert.Equal(exact.LargestPacket.Bytes, traffic.GetProperty("largestPacketBytes").GetInt64());
            EnvelopePoint[] corners = [.. traffic.GetProperty("envelope").EnumerateArray().Select(corner => new EnvelopePoint(
                new(corner.GetProperty("rateBitsPerSecond").GetInt64()), new(corner.GetProperty("depthBytes").GetInt64())))];
            Assert.Equal(EnvelopeThinning.To(64, exact.Envelope), corners);
            Assert.Equal(exact.Plans.Count, traffic.GetProperty("plans").GetArrayLength());
            foreach ((SendingPlan plan, JsonElement said) in exact.Plans.Zip(traffic.GetProperty("plans").EnumerateArray()))
            {
                Assert.Equal(plan.Buffer.TotalSeconds, said.GetProperty("bufferSeconds").GetDouble());
                Assert.Equal(plan.Rate.BitsPerSecond, said.GetProperty("rateBitsPerSecond").GetInt64());
                Assert.Equal(plan.Depth.Bytes, said.GetProperty("depthBytes").GetInt64());
                Assert.Equal(plan.Memory.Bytes, said.GetProperty("memoryBytes").GetInt64());
            }
        }
    }

    [Fact]
    public async Task However_many_corners_there_are_the_api_tells_few()
    {
        MediaIndex film = Film();
        EnvelopePoint[] corners = [.. Enumerable.Range(1, 1_000).Select(i => new EnvelopePoint(BitRate.Kbps(i), new(2_000_000 / i)))];
        TrackTraffic many = film.Tracks[0].Traffic! with { Envelope = corners };
        _server.Catalogue.Add(new(film.Title, [film.Tracks[0].With(many), .. film.Tracks.Skip(1)]));
        JsonElement title = JsonElement.Parse(await _server.Client.GetStringAsync("api/v1/titles/film", Stop));
        JsonElement told = title.GetProperty("tracks")[0].GetProperty("traffic").GetProperty("envelope");

        Assert.InRange(told.GetArrayLength(), 32, 64);
        Assert.Equal(1_000, told[0].GetProperty("rateBitsPerSecond").GetInt64());
        Assert.Equal(1_000_000, told[told.GetArrayLength() - 1].GetProperty("rateBitsPerSecond").GetInt64());
    }

    [Fact]
    public async Task An_index_is_read_once_and_let_go()
    {
        _server.Catalogue.Add(Film());
        for (int i = 0; i < 3; i++)
        {
            await _server.Client.GetStringAsync("titles/film/about", Stop);
            await _server.Client.GetStringAsync("api/v1/titles/film", Stop);
        }

        Assert.Equal((1, 0), (_server.Catalogue.Opened, _server.Catalogue.Held));

        // Another version of the title is another film.
        _server.Catalogue.List.Clear();
        _server.Catalogue.Add(Film());
        await _server.Client.GetStringAsync("titles/film/about", Stop);
        Assert.Equal((2, 0), (_server.Catalogue.Opened, _server.Catalogue.Held));
    }

    [Fact]
    public async Task A_page_shows_facts_tracks_and_plots()
    {
        _server.Catalogue.Add(Film());
        string page = await _server.Client.GetStringAsync("titles/film/about", Stop);

        Assert.Contains("rtsp://127.0.0.1:8554/film", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/titles/film.m3u\"", page, StringComparison.Ordinal);
        Assert.Contains("1 s ahead: ", page, StringComparison.Ordinal);

        // Three kinds have an envelope each; three tracks a rate over time.
        XElement[] plots = [.. Svg().Matches(page).Select(match => XElement.Parse(match.Value))];
        Assert.Equal(6, plots.Length);
        Assert.All(plots, plot => Assert.Contains(plot.Elements("path"), path => HasClass(path, "line")));
        Assert.Equal(8, plots[0].Elements("circle").Count());
        Assert.All(plots[^3..], plot => Assert.Equal((1, 4), (
            plot.Elements("path").Count(path => HasClass(path, "area")), plot.Elements("path").Count(path => HasClass(path, "line")))));
        Assert.All(plots, StaysWithinItsFrame);
        Assert.All(plots, plot => Assert.Contains(plot.Elements("text"), text => Unit().IsMatch(text.Value)));
    }

    [Fact]
    public async Task What_a_film_says_of_itself_stays_text_and_nothing_runs()
    {
        const string evil = "<img src=x onerror=alert(1)>\"'&";
        MediaIndex film = Film();
        TrackIndex[] tracks = [.. film.Tracks.Select(track => Of(
            track, track.Track with { Label = evil, Language = evil, Rendition = evil }))];
        Title title = film.Title with
        {
            Name = evil,
            Tracks = [.. tracks.Select(track => track.Track)],
            Chapters = [new(evil, MediaTime.Zero, MediaTime.FromSeconds(1))],
        };
        _server.Catalogue.Add(new(title, tracks));
        using HttpResponseMessage response = await _server.Client.GetAsync("titles/film/about", Stop);
        string page = await response.Content.ReadAsStringAsync(Stop);

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"'&\"", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_that_cannot_be_opened_has_a_page_without_plots()
    {
        _server.Catalogue.List.Add(Film().Title);
        string page = await _server.Client.GetStringAsync("titles/film/about", Stop);
        Assert.Contains("not known", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
        JsonElement title = JsonElement.Parse(await _server.Client.GetStringAsync("api/v1/titles/film", Stop));
        Assert.Equal(JsonValueKind.Null, title.GetProperty("tracks")[0].GetProperty("traffic").ValueKind);
    }

    [Fact]
    public async Task A_track_of_nothing_is_on_the_page_and_in_no_plot()
    {
        Track track = Film().Tracks[0].Track;
        TrackIndex empty = new(track, [], []);
        _server.Catalogue.Add(new(Film().Title with { Tracks = [track] }, [empty.With(TrafficAnalysis.Of(empty))]));
        string page = await _server.Client.GetStringAsync("titles/film/about", Stop);
        Assert.Contains("picture source", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_front_page_leads_to_it()
    {
        _server.Catalogue.Add(Film());
        Assert.Contains("<a href=\"/titles/film/about\">", await _server.Client.GetStringAsync("", Stop), StringComparison.Ordinal);
        using HttpResponseMessage none = await _server.Client.GetAsync("titles/none/about", Stop);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal("application/problem+json", none.Content.Headers.ContentType!.MediaType);
    }

    private static MediaIndex Film()
    {
        TrackIndex[] tracks =
        [
            Named(SyntheticTrack.Video(1, BitRate.Mbps(2), 30, keyWeight: 20), "source"),
            Named(SyntheticTrack.Video(2, BitRate.Kbps(300), 30, id: 2), "240p"),
            Named(SyntheticTrack.Audio(3, BitRate.Kbps(128), 30, id: 3), ""),
            Named(SyntheticTrack.Text(30, id: 4), ""),
        ];
        Title title = new()
        {
            Id = "film", Name = "Film", Duration = TimeSpan.FromSeconds(30), Tracks = [.. tracks.Select(track => track.Track)],
        };
        return new(title, tracks);
    }

    private static TrackIndex Named(TrackIndex track, string rendition) =>
        Of(track.With(TrafficAnalysis.Of(track)), track.Track with { Rendition = rendition });

    private static TrackIndex Of(TrackIndex track, Track facts) =>
        new(facts, track.Samples.ToArray(), track.Units.ToArray(), track.Traffic);

    /// <summary>No curve leaves the picture; whatever lies outside its axes would be seen nowhere.</summary>
    private static void StaysWithinItsFrame(XElement plot)
    {
        string[] size = plot.Attribute("viewBox")!.Value.Split(' ')[2..];
        (int width, int height) = (int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture));
        foreach (XElement path in plot.Elements("path"))
        {
            foreach (Match step in Coordinate().Matches(path.Attribute("d")!.Value))
            {
                double value = double.Parse(step.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
                Assert.InRange(value, 0, step.Groups[1].Value is "V" or " " ? height : width);
            }
        }
    }

    private static bool HasClass(XElement element, string name) => element.Attribute("class")?.Value.Split(' ').Contains(name) == true;

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();

    [GeneratedRegex("([MLHV ])([0-9.-]+)")]
    private static partial Regex Coordinate();

    [GeneratedRegex("^[0-9.]+ [kM]?(b/s|B)$")]
    private static partial Regex Unit();
}
