using Streaming.Formats.Media;
using Streaming.Formats.Sdp;

namespace Streaming.Codecs.Tests.Sdp;

/// <summary>What a description says of pictures, defaults, feedback and header extensions.</summary>
public sealed class PictureAttributeTests
{
    [Theory]
    [InlineData("1 urn:ietf:params:rtp-hdrext:ntp-64", 1, "", "")]
    [InlineData(" 14/sendonly  urn:x  a=b c ", 14, "sendonly", "a=b c")]
    [InlineData("255/inactive urn:x", 255, "inactive", "")]
    public void Maps_of_header_extensions_are_read_and_written(string text, int id, string direction, string parameters)
    {
        Assert.True(ExtensionMap.TryParse(text, out ExtensionMap? map));
        Assert.Equal((id, direction, parameters), (map.Id, map.Direction, map.Parameters));
        Assert.True(ExtensionMap.TryParse(map.ToString(), out ExtensionMap? again));
        Assert.Equal(map, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0 urn:x")]
    [InlineData("256 urn:x")]
    [InlineData("4096 urn:x")]
    [InlineData("-1 urn:x")]
    [InlineData("1/both urn:x")]
    [InlineData("99999999999999999999 urn:x")]
    public void Others_are_refused(string text) => Assert.False(ExtensionMap.TryParse(text, out _));

    [Fact]
    public void A_medium_knows_its_extensions_by_name_and_its_pictures()
    {
        MediaDescription medium = Medium(
            ("extmap", "x"), ("extmap", "3 urn:other"), ("extmap", "5/sendonly urn:ietf:params:rtp-hdrext:ntp-64"), ("x-rotation", "270"),
            ("framesize", "96 1280-720"), ("content", "main, Slides"), ("x-default", null), ("rtcp-fb", "* nack"),
            ("rtcp-fb", "96 nack pli"));

        Assert.Equal(5, medium.ExtensionId("urn:ietf:params:rtp-hdrext:ntp-64"));
        Assert.Null(medium.ExtensionId("urn:none"));
        Assert.Equal((270, new PictureSize(1_280, 720)), (medium.Rotation, medium.FrameSize));
        Assert.True(medium is { IsSlides: true, IsDefault: true, TakesPictureLoss: true });
    }

    [Fact]
    public void One_that_says_nothing_of_them_is_upright_and_no_default()
    {
        MediaDescription medium = Medium();
        Assert.True(medium is { Rotation: 0, FrameSize: null, IsSlides: false, IsDefault: false, TakesPictureLoss: false });
    }

    [Theory]
    [InlineData("x-rotation", "45")]
    [InlineData("x-rotation", null)]
    [InlineData("framesize", "1280-720")]
    [InlineData("framesize", "96 0-720")]
    [InlineData("framesize", "96 99999-720")]
    [InlineData("rtcp-fb", "96 nack")]
    [InlineData("rtcp-fb", null)]
    [InlineData("content", null)]
    public void What_is_malformed_says_nothing(string name, string? value)
    {
        MediaDescription medium = Medium((name, value));
        Assert.True(medium is { Rotation: 0, FrameSize: null, IsSlides: false, TakesPictureLoss: false });
    }

    private static MediaDescription Medium(params (string Name, string? Value)[] attributes)
    {
        MediaDescription medium = new() { Kind = "video", Formats = ["96"] };
        foreach ((string name, string? value) in attributes)
            medium.Attributes.Add(name, value);
        return medium;
    }
}
