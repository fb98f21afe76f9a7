using Streaming.Server.Sessions;

namespace Streaming.Server.Tests.Sessions;

public sealed class MediaUriTests
{
    [Theory]
    [InlineData("*", "", null, null)]
    [InlineData("rtsp://h", "", null, null)]
    [InlineData("rtsp://h/", "", null, null)]
    [InlineData("rtsp://h:8554/film", "film", null, null)]
    [InlineData("RTSP://H/Film/", "film", null, null)]
    [InlineData("rtsps://h/film", "film", null, null)]
    [InlineData("rtspu://h/film", "film", null, null)]
    [InlineData("rtsp://user:secret@[2001:db8::1]:8554/film", "film", null, null)]
    [InlineData("/film", "film", null, null)]
    [InlineData("/film/trackID=3", "film", 3, null)]
    [InlineData("rtsp://h//film", "film", null, null)]
    [InlineData("rtsp://h/film?audio=de", "film", null, "de")]
    [InlineData("rtsp://h/film/?audio=de", "film", null, "de")]
    [InlineData("rtsp://h/film?audio=de/", "film", null, "de")]
    [InlineData("rtsp://h/film?x=1&AUDIO=de%2Cen&y", "film", null, "de,en")]
    [InlineData("rtsp://h?audio=de", "", null, "de")]
    [InlineData("rtsp://h/film/trackID=1", "film", 1, null)]
    [InlineData("rtsp://h/film/trackid=12/", "film", 12, null)]
    [InlineData("rtsp://h/film?audio=de/trackID=2", "film", 2, "de")]
    [InlineData("rtsp://h/film?audio=de/trackID=2/", "film", 2, "de")]
    [InlineData("rtsp://h/film/?audio=de/trackID=2", "film", 2, "de")]
    [InlineData("rtsp://h/film/trackID=2?audio=de", "film", 2, "de")]
    [InlineData("rtsp://h/film/trackID=2/?audio=de", "film", 2, "de")]
    [InlineData("rtsp://h/film#t=10", "film", null, null)]
    [InlineData("rtsp://h/the%20film", "the film", null, null)]
    [InlineData("rtsp://h/the film", "the film", null, null)]
    [InlineData("rtsp://h/%C3%BCber", "über", null, null)]
    [InlineData("rtsp://h/../../etc/passwd", "../../etc/passwd", null, null)]
    [InlineData("rtsp://h/%2e%2e/secret", "../secret", null, null)]
    [InlineData("rtsp://h/film/trackID=x", "film/trackid=x", null, null)]
    [InlineData("rtsp://h/film/trackID=-1", "film/trackid=-1", null, null)]
    [InlineData("rtsp://h/film/trackID=99999999999", "film/trackid=99999999999", null, null)]
    [InlineData("rtsp://h/trackID=1", "", 1, null)]
    public void Addresses_are_read_however_clients_build_them(string uri, string title, int? track, string? audio)
    {
        MediaUri? read = MediaUri.Parse(uri);
        Assert.NotNull(read);
        Assert.Equal((title, track, audio, false), (read.Title, read.Track, read.Query["audio"], read.IsParity));
    }

    [Theory]
    [InlineData("rtsp://h/film/parityID=3")]
    [InlineData("rtsp://h/film/PARITYID=3/")]
    [InlineData("/film/parityID=3?audio=de")]
    [InlineData("rtsp://h/film?repair=yes/parityID=3")]
    public void Parity_is_addressed_like_the_track_it_protects(string uri)
    {
        MediaUri? read = MediaUri.Parse(uri);
        Assert.Equal(("film", 3, true), (read?.Title, read?.Track, read?.IsParity));
    }

    [Theory]
    [InlineData("http://h/film")]
    [InlineData("film")]
    [InlineData("://h/film")]
    [InlineData("rtsp://h/a%00b")]
    [InlineData("rtsp://h/a%0d%0aSession:1")]
    [InlineData("rtsp://h/a%")]
    [InlineData("rtsp://h/a%2")]
    [InlineData("rtsp://h/a%zz")]
    [InlineData("rtsp://h/a%ff")]
    [InlineData("rtsp://h/film?audio=%00")]
    public void What_is_no_address_is_none(string uri) => Assert.Null(MediaUri.Parse(uri));

    [Fact]
    public void A_thousand_parameters_are_too_many() =>
        Assert.Null(MediaUri.Parse("rtsp://h/film?" + string.Join('&', Enumerable.Range(0, 1_000).Select(i => $"p{i}=1"))));
}
