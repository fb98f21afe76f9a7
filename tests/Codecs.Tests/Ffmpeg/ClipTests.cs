using System.Security.Cryptography;
using Streaming.Formats.Media;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg;

public sealed class ClipTests
{
    [Theory]
    [InlineData(TestClips.H264Aac, Codec.H264, Codec.Aac)]
    [InlineData(TestClips.H264Matroska, Codec.H264)]
    [InlineData(TestClips.H265, Codec.H265)]
    [InlineData(TestClips.H265Matroska, Codec.H265, Codec.Opus)]
    [InlineData(TestClips.Vp8Vorbis, Codec.Vp8, Codec.Aac)]
    [InlineData(TestClips.Vp9Opus, Codec.Vp9, Codec.Opus)]
    [InlineData(TestClips.Av1, Codec.Av1)]
    [InlineData(TestClips.Av1Matroska, Codec.Av1, Codec.Opus)]
    [InlineData(TestClips.Opus, Codec.Opus)]
    [InlineData(TestClips.Mp3, Codec.Mp3)]
    [InlineData(TestClips.Pcmu, Codec.Pcmu)]
    [InlineData(TestClips.Pcma, Codec.Pcma)]
    [InlineData(TestClips.L16, Codec.L16)]
    [InlineData(TestClips.L16BigEndian, Codec.L16)]
    [InlineData(TestClips.AdtsAac, Codec.Aac)]
    [InlineData(TestClips.Mpeg2Ac3, Codec.H264, Codec.Aac)]
    [InlineData(TestClips.Mpeg4Mp3, Codec.H264, Codec.Mp3)]
    [InlineData(TestClips.Flac, Codec.Aac)]
    [InlineData(TestClips.OddSize, Codec.H264)]
    [InlineData(TestClips.OddSizeTranscoded, Codec.H264)]
    [InlineData(TestClips.SubSecond, Codec.H264, Codec.Aac)]
    [InlineData(TestClips.SixChannels, Codec.Aac)]
    [InlineData(TestClips.ChannelsInBand, Codec.Aac)]
    [InlineData(TestClips.TelephoneFilm, Codec.H264, Codec.Pcmu)]
    public async Task A_clip_becomes_tracks_that_decode_to_its_length(string clip, params Codec[] codecs)
    {
        string path = TestClips.Find(clip);
        using StoredTitle title = await StoredTitle.ImportAsync(path);
        Assert.Equal(codecs, title.Title.Tracks.Select(track => track.Codec));
        Assert.Empty(title.Notes);
        double length = double.Parse(
            Tool.Run("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path), null);
        Assert.InRange(title.Title.Duration.TotalSeconds, length - 0.1, length + 0.1);
        foreach (TrackIndex track in title.Index.Tracks)
            CheckTrack(track, length);
    }

    [Theory]
    [InlineData(TestClips.H264Aac, 1)]
    [InlineData(TestClips.H265Matroska, 1)]
    [InlineData(TestClips.Vp8Vorbis, 0)]
    [InlineData(TestClips.Vp9Opus, 0)]
    [InlineData(TestClips.Vp9Opus, 1)]
    [InlineData(TestClips.Opus, 0)]
    [InlineData(TestClips.Mp3, 0)]
    public async Task What_is_taken_as_it_is_equals_the_packets_of_the_file(string clip, int stream)
    {
        string path = TestClips.Find(clip);
        using StoredTitle title = await StoredTitle.ImportAsync(path);
        TrackIndex track = title.Index.Tracks[stream];
        string[] sums = PacketSums(path, stream);
        Assert.Equal(sums.Length, track.Samples.Length);
        for (int i = 0; i < sums.Length; i++)
            Assert.Equal(sums[i], Convert.ToHexStringLower(SHA256.HashData(title.Sample(track, i))));
    }

    [Theory]
    [InlineData(TestClips.H264Aac, "h264")]
    [InlineData(TestClips.H264Matroska, "h264")]
    [InlineData(TestClips.OddSize, "h264")]
    [InlineData(TestClips.SubSecond, "h264")]
    [InlineData(TestClips.H265, "hevc")]
    [InlineData(TestClips.H265Matroska, "hevc")]
    [InlineData(TestClips.Av1, "obu")]
    [InlineData(TestClips.Av1Matroska, "obu")]
    public async Task Pictures_decode_to_the_same_pixels_as_those_of_the_file(string clip, string format)
    {
        string path = TestClips.Find(clip);
        using StoredTitle title = await StoredTitle.ImportAsync(path);
        TrackIndex track = title.Only(TrackKind.Video);
        Assert.Equal(Pictures.OfFile(path), Pictures.Of(title, track, format));
    }

    private static void CheckTrack(TrackIndex track, double length)
    {
        Assert.True(track.Samples[0].IsKey);
        Assert.True(track.Track.MeanRate > BitRate.Zero && track.Track.PeakRate.BitsPerSecond > 0);
        MediaSample last = track.Samples[^1];
        double end = track.Track.Clock.ToTime(last.PresentationUnits + last.Duration).Seconds;
        Assert.InRange(end, length - 0.15, length + 0.15);
        Assert.InRange(track.PresentationTime(0).Seconds, -0.1, 0.1);
        if (track.Track.Codec is Codec.H264 or Codec.H265 or Codec.Av1)
            Assert.All(track.Samples.ToArray(), sample => Assert.True(sample.UnitCount > 0));
        if (track.Track.Codec is Codec.Pcmu or Codec.Pcma or Codec.L16)
            Assert.All(track.Samples[..^1].ToArray(), sample => Assert.Equal(track.Track.Clock.Hertz / 50, sample.Duration));
    }

    private static string[] PacketSums(string path, int stream)
    {
        string table = Tool.Run(
            "ffmpeg", "-nostdin", "-v", "error", "-copyts", "-i", path, "-map", $"0:{stream}", "-c", "copy", "-copypriorss", "1",
            "-copyinkf",
            "-f", "framehash", "-hash", "sha256", "-");
        return [.. table.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[5].Trim())];
    }
}
