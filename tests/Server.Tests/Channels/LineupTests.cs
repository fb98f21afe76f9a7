using System.Net;
using Streaming.Formats.Media;
using Streaming.Server.Channels;
using Streaming.Testing;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Channels;

public sealed class LineupTests
{
    private static readonly ChannelSettings Settings = new(
        "one", new Playlist(["film"], IsLooped: true), new(IPAddress.Parse("239.1.1.1"), 5_000));

    [Fact]
    public void The_lanes_are_those_of_the_first_title_pictures_first()
    {
        Lineup lineup = Lineup.Of(Settings, [TestTitles.Film]);

        Assert.Equal(
            ["source", "480p", "240p", "en", "de", "", "en", "vi"],
            lineup.Lanes.Select(lane => lane.Kind is TrackKind.Audio or TrackKind.Text ? lane.Language : lane.Rendition));
        Assert.Equal(Enumerable.Range(1, 8), lineup.Lanes.Select(lane => lane.Number));
        Assert.Equal("239.1.1.5:5008", $"{lineup.Lanes[2].Group}");
        Assert.Equal("239.1.1.6:5010", $"{lineup.Lanes[2].Parity}");
        Assert.Null(lineup.Lanes[7].Parity);
        Assert.Equal(8, lineup.Lanes.Select(lane => lane.Payload.PayloadType).Distinct().Count());
        Assert.Empty(lineup.Mistakes);
    }

    [Fact]
    public void A_channel_declares_the_renditions_and_languages_that_it_sends()
    {
        ChannelSettings settings = Settings with { Renditions = ["480P"], Sounds = ["de", "fr"], Texts = ["vi"] };

        Lineup lineup = Lineup.Of(settings, [TestTitles.Film]);

        Assert.Equal(["480p", "de", "", "vi"], lineup.Lanes.Select(lane => lane.Kind switch
        {
            TrackKind.Video => lane.Rendition, TrackKind.Slides => "", _ => lane.Language,
        }));
        ChannelMistake missing = Assert.Single(lineup.Mistakes);
        Assert.Equal((ChannelFault.Language, "sounds", false), (missing.Fault, missing.Where, missing.IsFatal));
        Assert.Contains("'fr'", missing.Sentence);
    }

    [Fact]
    public void A_title_without_a_rendition_or_language_sends_the_nearest_in_its_place_and_that_is_said()
    {
        MediaIndex other = TestTitles.Of("other", TestTitles.Video(1), TestTitles.Audio(2, "vi", isDefault: true));
        ChannelSettings settings = Settings with { Renditions = ["source", "480p"], Sounds = ["en"] };

        Lineup lineup = Lineup.Of(settings, [TestTitles.Film, other]);

        Assert.True(lineup.IsPlayable);
        Assert.Equal([ChannelFault.Rendition, ChannelFault.Language], lineup.Mistakes.Select(mistake => mistake.Fault));
        Assert.All(lineup.Mistakes, mistake => Assert.Equal("other", mistake.Where));
        Assert.Contains("its picture 'source' is sent as picture '480p'", lineup.Mistakes[0].Sentence);
        Assert.Contains("its sound 'vi' is sent as sound 'en'", lineup.Mistakes[1].Sentence);
        Assert.True(lineup.TryFit(Open(other), out ChannelTitle? title, out _));
        Assert.Equal([1, 1, 2, null, null, null], title.Tracks.Select(index => index?.Track.Id));
    }

    [Fact]
    public void A_picture_that_no_decoder_can_go_over_to_takes_its_title_out_of_the_channel_and_the_others_play()
    {
        MediaIndex modern = TestTitles.Of("modern", TestTitles.Video(1) with { Codec = Codec.H265 }, TestTitles.Audio(2));

        Lineup lineup = Lineup.Of(Settings, [TestTitles.Film, modern]);

        Assert.True(lineup.IsPlayable);
        Assert.Contains(lineup.Mistakes, mistake => mistake is { Fault: ChannelFault.Codec, Where: "modern" }
            && mistake.Sentence.Contains("is H265, the channel's H264", StringComparison.Ordinal));
        Assert.False(lineup.TryFit(Open(modern), out _, out IReadOnlyList<ChannelMistake> mistakes));
        Assert.Contains(mistakes, mistake => mistake.IsFatal);
    }

    [Fact]
    public void Other_parameter_sets_are_no_misfit_for_they_come_with_every_key_picture()
    {
        byte[] sets = Hex.Bytes("00000001 6742c01f da0280 00000001 68ce3880");
        Track other = TestTitles.Video(1) with { Configuration = sets, Width = 320 };
        MediaIndex small = TestTitles.Of("small", other, TestTitles.Audio(2));

        Assert.DoesNotContain(
            Lineup.Of(Settings with { Renditions = ["source"], Sounds = ["en"] }, [TestTitles.Film, small]).Mistakes,
            mistake => mistake.Where == "small");
    }

    [Theory]
    [InlineData("1210", 48_000, ChannelFault.Configuration)]
    [InlineData("1190", 44_100, ChannelFault.Clock)]
    public void Sound_that_its_description_does_not_promise_is_silent_and_that_is_said(string config, int hertz, ChannelFault fault)
    {
        MediaIndex first = TestTitles.Of("first", TestTitles.Video(1), Aac("1190", 48_000));
        MediaIndex other = TestTitles.Of("other", TestTitles.Video(1), Aac(config, hertz));

        Lineup lineup = Lineup.Of(Settings, [first, other]);

        ChannelMistake mistake = Assert.Single(lineup.Mistakes);
        Assert.Equal((fault, "other", false), (mistake.Fault, mistake.Where, mistake.IsFatal));
        Assert.Contains("the sound 'en' of the channel is silent", mistake.Sentence);
        Assert.True(lineup.TryFit(Open(other), out ChannelTitle? title, out _));
        Assert.Null(title.Tracks[1]);
    }

    [Fact]
    public void A_lane_asks_for_what_the_most_demanding_of_its_titles_needs()
    {
        Lineup small = Lineup.Of(Settings, [TestTitles.Song]), both = Lineup.Of(Settings, [TestTitles.Song, Loud()]);

        Assert.True(both.Lanes[0].Traffic.Rate > small.Lanes[0].Traffic.Rate);
        Assert.Equal(both.Lanes[0].Traffic + both.Lanes[0].ParityTraffic!, both.Traffic);
        Assert.Equal((both.Traffic, both.Traffic.Rate), (both.Contract.Traffic, both.Contract.Reserved));
    }

    [Fact]
    public void A_title_that_came_later_and_asks_for_more_than_the_channel_was_given_is_not_played()
    {
        Lineup lineup = Lineup.Of(Settings, [TestTitles.Song]);

        Assert.False(lineup.TryFit(Open(Loud()), out _, out IReadOnlyList<ChannelMistake> mistakes));
        Assert.Equal(ChannelFault.Rate, Assert.Single(mistakes).Fault);
    }

    [Fact]
    public void A_channel_of_nothing_cannot_play()
    {
        Lineup lineup = Lineup.Of(Settings, []);

        Assert.False(lineup.IsPlayable);
        Assert.Equal([ChannelFault.Lanes, ChannelFault.Empty], lineup.Mistakes.Select(mistake => mistake.Fault));
    }

    [Fact]
    public void Beyond_sixteen_lanes_a_channel_says_what_to_do()
    {
        Track[] tracks = [.. Enumerable.Range(1, 17).Select(id => TestTitles.Audio(id, $"x{(char)('a' + id)}"))];

        ChannelMistake mistake = Assert.Single(Lineup.Of(Settings, [TestTitles.Of("babel", tracks)]).Mistakes);

        Assert.Equal((ChannelFault.Lanes, true), (mistake.Fault, mistake.IsFatal));
    }

    private static Track Aac(string config, int hertz) => TestTitles.Audio(2) with
    {
        Codec = Codec.Aac, Clock = new(hertz), SampleRate = hertz, Configuration = Convert.FromHexString(config),
    };

    private static Catalogue.OpenTitle Open(MediaIndex index) => new MemoryCatalogue(index).Open(index.Title.Id)!;

    /// <summary>The same sound at three times the rate.</summary>
    private static MediaIndex Loud()
    {
        MediaIndex song = TestTitles.Song;
        MediaSample[] samples = [.. song.Tracks[0].Samples.ToArray().Select(sample => sample with { Size = 3 * sample.Size })];
        return new(song.Title with { Id = "loud" }, [new TrackIndex(song.Tracks[0].Track, samples, [])]);
    }
}
