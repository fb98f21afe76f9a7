using System.Text;
using Streaming.Player.Client;

namespace Streaming.Player.Tests.Client;

/// <summary>Lists of titles, from servers that mean well and from others.</summary>
public sealed class CatalogueReaderTests
{
    private static readonly Uri List = new("http://host:8080/api/v1/titles");

    [Fact]
    public void Titles_are_read_with_their_pictures()
    {
        CataloguePage page = Read("""
            {"itemCount":2,"pageCount":3,"items":[
              {"id":"sample","name":"Sample film","durationSeconds":30.5,"rtsp":"rtsp://host:8554/sample",
               "cover":"/api/v1/titles/sample/cover"},
              {"id":"bare","rtsp":"rtsp://host:8554/bare"}]}
            """)!;
        Assert.Equal(3, page.PageCount);
        Assert.Equal(
            new CatalogueTitle("sample", "Sample film", "rtsp://host:8554/sample", TimeSpan.FromSeconds(30.5),
                new("http://host:8080/api/v1/titles/sample/cover")),
            page.Titles[0]);
        Assert.Equal(new CatalogueTitle("bare", "bare", "rtsp://host:8554/bare", null, null), page.Titles[1]);
    }

    [Theory]
    [InlineData("""{"id":"x","rtsp":"file:///etc/passwd"}""")]
    [InlineData("""{"id":7,"rtsp":"rtsp://host/x"}""")]
    [InlineData("""{"rtsp":"rtsp://host/x"}""")]
    [InlineData("7")]
    public void An_item_that_is_no_title_is_left_out(string item) => Assert.Empty(Read($$"""{"items":[{{item}}]}""")!.Titles);

    [Fact]
    public void A_picture_elsewhere_is_not_asked_for() =>
        Assert.Null(Assert.Single(Read("""{"items":[{"id":"x","rtsp":"rtsp://h/x","cover":"http://elsewhere/x"}]}""")!.Titles).Thumbnail);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"items":{}}""")]
    public void What_is_no_list_is_refused(string text) => Assert.Null(Read(text));

    [Theory]
    [InlineData("# titles\r\nrtsp://host/x\r\nhttp://host:8080/\r\n", "http://host:8080/")]
    [InlineData("nothing", null)]
    public void The_web_address_is_found_in_a_list_of_addresses(string list, string? found) =>
        Assert.Equal(found, CatalogueReader.FirstWebAddress(Encoding.UTF8.GetBytes(list))?.ToString());

    private static CataloguePage? Read(string json) =>
        CatalogueReader.TryRead(Encoding.UTF8.GetBytes(json), List, out CataloguePage? page) ? page : null;
}
