using Streaming.Formats.Media;
using Streaming.Server.Sessions;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Sessions;

public sealed class TrackSelectionTests
{
    /// <summary>Tracks 1, 2, 3: picture; 4 English, 5 German sound; 6 English, 7 Vietnamese text; 8 slides.</summary>
    [Theory]
    [InlineData("", "1 4")]
    [InlineData("transport=udp&tcp", "1 4")]
    [InlineData("audio=de", "1 5")]
    [InlineData("audio=DE", "1 5")]
    [InlineData("audio=de,en", "1 5 4")]
    [InlineData("audio=de,de", "1 5")]
    [InlineData("audio=all", "1 4 5")]
    [InlineData("audio=none", "1")]
    [InlineData("text=vi", "1 4 7")]
    [InlineData("text=all&audio=all", "1 4 5 6 7")]
    [InlineData("rendition=480p", "2 4")]
    [InlineData("rendition=all", "1 2 3 4")]
    [InlineData("rendition=none", "4 8")]
    [InlineData("rendition=none&slides=0", "4")]
    [InlineData("slides=1", "1 4 8")]
    [InlineData("slides=all", "1 4 8")]
    [InlineData("rendition=none&audio=none&slides=0", "6")]
    public void A_query_chooses_tracks(string query, string expected)
    {
        Assert.True(TrackSelection.TryChoose(TestTitles.Film.Title, Query(query), out IReadOnlyList<Track>? tracks, out _));
        Assert.Equal(expected, string.Join(' ', tracks.Select(track => track.Id)));
    }

    [Theory]
    [InlineData("audio=fr", "'film' has no audio 'fr'; it has en, de")]
    [InlineData("text=de", "'film' has no text 'de'; it has en, vi")]
    [InlineData("rendition=8k", "'film' has no rendition '8k'; it has source, 480p, 240p")]
    [InlineData("rendition=none&audio=none&slides=0&text=none", "nothing of 'film' is left to play")]
    public void What_is_not_there_is_refused_with_what_there_is(string query, string expected)
    {
        Assert.False(TrackSelection.TryChoose(TestTitles.Film.Title, Query(query), out _, out string? missing));
        Assert.Equal(expected, missing);
    }

    [Fact]
    public void A_talk_without_a_picture_plays_its_slides() => Assert.Equal([1, 2], Choose(TestTitles.Audio(1), TestTitles.Slides(2)));

    [Fact]
    public void Stereo_is_preferred_to_the_same_sound_in_six_channels() =>
        Assert.Equal([2], Choose(TestTitles.Audio(1, channels: 6, isDefault: true), TestTitles.Audio(2)));

    [Fact]
    public void A_commentary_is_not_taken_for_the_stereo_version_of_the_film() =>
        Assert.Equal([1], Choose(TestTitles.Audio(1, channels: 6, isDefault: true), TestTitles.Audio(2, label: "Commentary")));

    [Fact]
    public void All_of_a_kind_are_no_error_where_there_are_none() =>
        Assert.Equal([1], Choose("rendition=all&audio=all&text=all&slides=all", TestTitles.Audio(1)));

    [Fact]
    public void Of_all_sounds_the_default_language_comes_first_and_of_each_what_plays_everywhere() => Assert.Equal(
        [6, 2, 7, 3, 1, 4, 5],
        Choose(
            "audio=all",
            TestTitles.Audio(1, "de", 6),
            TestTitles.Audio(2, "en", 6, isDefault: true),
            TestTitles.Audio(3, "de", 2),
            TestTitles.Audio(4, "vi", 6),
            TestTitles.Audio(5, "vi", 2, label: "Commentary"),
            TestTitles.Audio(6, "en", 2),
            TestTitles.Audio(7, "en", 8)));

    [Fact]
    public void A_language_is_found_by_its_first_part() =>
        Assert.Equal([2], Choose("audio=pt", TestTitles.Audio(1), TestTitles.Audio(2, "pt-BR")));

    private static IEnumerable<int> Choose(params Track[] tracks) => Choose("", tracks);

    private static IEnumerable<int> Choose(string query, params Track[] tracks)
    {
        Assert.True(TrackSelection.TryChoose(TestTitles.Of("test", tracks).Title, Query(query), out IReadOnlyList<Track>? chosen, out _));
        return chosen.Select(track => track.Id);
    }

    private static MediaQuery Query(string text) => MediaUri.Parse("/film?" + text)!.Query;
}
