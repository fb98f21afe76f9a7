using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Sessions;

/// <summary>Which of the streams offered are set up.</summary>
public sealed class TrackChoiceTests
{
    private static readonly OfferedTrack[] Offered =
    [
        Track(0, TrackKind.Video), Track(1, TrackKind.Audio, "en", 6), Track(2, TrackKind.Audio, "en", 2),
        Track(3, TrackKind.Audio, "de", 2),
        Track(4, TrackKind.Text, "en"), Track(5, TrackKind.Text, "de"), Track(6, TrackKind.Slides),
        Track(7, TrackKind.Audio, "fr", 2, false),
    ];

    [Theory]
    [InlineData("", "0 2 4 5 6")]
    [InlineData("de", "0 3 4 5 6")]
    [InlineData("fr,de", "0 3 4 5 6")]
    [InlineData("en", "0 2 4 5 6")]
    [InlineData("xx", "0 2 4 5 6")]
    [InlineData("e", "0 2 4 5 6")]
    public void One_picture_one_sound_all_texts_and_the_slides(string wanted, string chosen)
    {
        TrackPreference preference = new() { Audio = wanted.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        Assert.Equal(chosen, string.Join(' ', TrackChoice.Choose(Offered, preference).Select(track => track.Number)));
    }

    [Fact]
    public void The_sound_that_is_marked_comes_before_the_first()
    {
        OfferedTrack[] marked = [.. Offered.Select(track => track with { IsDefault = track.Number == 3 })];
        Assert.Contains(TrackChoice.Choose(marked, TrackPreference.Viewer), track => track.Number == 3);
        Assert.DoesNotContain(TrackChoice.Choose(marked, TrackPreference.Viewer), track => track.Number == 2);
    }

    [Fact]
    public void Without_a_choice_everything_playable_is_set_up() =>
        Assert.Equal(7, TrackChoice.Choose(Offered, TrackPreference.Everything).Count);

    private static OfferedTrack Track(
        int number, TrackKind kind, string language = "und", int channels = 0, bool isPlayable = true) => new()
    {
        Number = number,
        Kind = kind,
        ControlUrl = $"rtsp://host/film/trackID={number}",
        Language = language,
        IsPlayable = isPlayable,
        Payload = new PayloadDescription((byte)(96 + number), "X", ClockRate.Video, channels, ""),
    };
}
