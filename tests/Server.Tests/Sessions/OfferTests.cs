using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Sdp;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Sessions;

/// <summary>What a description says of each stream beyond what every client reads.</summary>
public sealed class OfferTests
{
    [Fact]
    public void Every_stream_names_the_time_of_day_in_its_packets()
    {
        SessionDescription description = Describe("film?audio=all&text=all&slides=all");
        Assert.Equal(6, description.Media.Count);
        Assert.All(description.Media, medium => Assert.Equal(1, medium.ExtensionId(SyncExtension.Uri)));
    }

    [Fact]
    public void The_picture_says_its_size_and_takes_complaints_and_slides_say_that_they_are_such()
    {
        SessionDescription description = Describe("film?slides=1");
        MediaDescription picture = description.Media[0], slides = description.Media[2];

        Assert.Equal((new PictureSize(640, 480), 0), (picture.FrameSize, picture.Rotation));
        Assert.True(picture is { TakesPictureLoss: true, IsSlides: false, Protocol: "RTP/AVP" });
        Assert.Equal(new PictureSize(1_280, 720), slides.FrameSize);
        Assert.True(slides is { TakesPictureLoss: false, IsSlides: true });
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(90, "90")]
    [InlineData(270, "270")]
    public void A_picture_that_lies_on_its_side_says_how_to_turn_it(int rotation, string? expected)
    {
        SessionDescription description = Describe("film", TestTitles.Of("film", TestTitles.Video(1) with { Rotation = rotation }));
        Assert.Equal((expected, rotation), (description.Media[0].Attributes["x-rotation"], description.Media[0].Rotation));
    }

    [Fact]
    public void The_first_sound_and_the_first_text_are_those_to_begin_with()
    {
        SessionDescription description = Describe("film?audio=all&text=all&slides=all");
        Assert.Equal(["en", "en"], description.Media.Where(medium => medium.IsDefault).Select(medium => medium.Language));
        Assert.Equal(
            [null, "en", "de", null, "en", "vi"], description.Media.Select(medium => medium.Language));
        Assert.Equal(["de"], Describe("film?audio=de").Media.Where(medium => medium.IsDefault).Select(medium => medium.Language));
    }

    private static SessionDescription Describe(string title, params MediaIndex[] titles)
    {
        RtspResponse response = new Rig(titles).Send("DESCRIBE", $"rtsp://h/{title}");
        Assert.True(SdpReader.TryParse(response.Body, out SessionDescription? description, out ParseError error), error.ToString());
        return description!;
    }
}
