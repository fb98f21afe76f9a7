using Streaming.Formats.Media;
using Streaming.Player.Desktop.Playing;
using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Playing;

public sealed class LanguagesTests
{
    private static readonly OfferedTrack[] Title =
    [
        Track(0, TrackKind.Video, "und"), Track(1, TrackKind.Audio, "en"), Track(2, TrackKind.Audio, "de"),
        Track(3, TrackKind.Text, "en"), Track(4, TrackKind.Text, "de-AT"), Track(5, TrackKind.Text, "fr"),
    ];

    [Fact]
    public void Subtitles_go_round_the_languages_and_off_in_both_directions()
    {
        Languages languages = Make(null, null);
        Assert.Equal(["en", "de-AT", "fr", "off", "en"], Steps(5, () => languages.NextText(isBackwards: false)));
        Assert.Equal(["off", "fr", "de-AT"], Steps(3, () => languages.NextText(isBackwards: true)));

        string[] Steps(int count, Action step) => [.. Enumerable.Range(0, count).Select(_ =>
        {
            step();
            return languages.Text?.Language ?? "off";
        })];
    }

    [Fact]
    public void The_second_language_is_never_the_first()
    {
        Languages languages = Make("en", null);
        languages.NextSecondText();
        Assert.Equal("de-AT", languages.SecondText?.Language);

        languages.NextText(isBackwards: false);
        Assert.Equal("de-AT", languages.Text?.Language);
        Assert.Null(languages.SecondText);
    }

    [Theory]
    [InlineData("de", "de-AT")]
    [InlineData("de-AT", "de-AT")]
    [InlineData("de-CH", null)]
    [InlineData("it", null)]
    [InlineData("", null)]
    public void What_was_chosen_the_last_time_is_found_again(string remembered, string? shown) =>
        Assert.Equal(shown, Make(remembered, null).Text?.Language);

    [Fact]
    public void The_next_sound_is_the_one_behind_what_is_heard_and_round_again()
    {
        Languages languages = Make(null, null);
        languages.Heard(Title[1]);
        Assert.Equal("de", languages.NextAudio(null)?.Language);
        languages.Heard(Title[2]);
        Assert.Equal("en", languages.NextAudio(null)?.Language);
        Assert.Equal("de", Assert.Single(languages.AudioViews, view => view.IsOn).Tag);
    }

    private static Languages Make(string? text, string? second)
    {
        Languages languages = new();
        languages.Offer(Title, text, second);
        return languages;
    }

    private static OfferedTrack Track(int number, TrackKind kind, string language) => new()
    {
        Number = number, Kind = kind, ControlUrl = $"rtsp://h/film/trackID={number}", Language = language, IsPlayable = true,
    };
}
