using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Media;

namespace Streaming.Codecs.Tests.Media;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Big Buck Bunny (2008)", "big-buck-bunny-2008")]
    [InlineData("bbb_480p_h264_aac51", "bbb_480p_h264_aac51")]
    [InlineData("Größe & Maß", "grosse-mass")]
    [InlineData("Đường về nhà", "duong-ve-nha")]
    [InlineData("O\u0308l", "ol")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("..", "untitled")]
    [InlineData("映画", "untitled")]
    [InlineData("", "untitled")]
    public void A_name_becomes_an_id(string name, string id) => Assert.Equal(id, Slug.From(name));

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("A")]
    [InlineData("")]
    [InlineData("%2e%2e")]
    public void What_could_leave_a_folder_is_no_id(string id) => Assert.False(Slug.IsSlug(id));

    [Fact]
    public void Every_name_becomes_an_id() => Prop.ForAll<string?>(name => Slug.IsSlug(Slug.From(name ?? ""))).QuickCheckThrowOnFailure();
}
