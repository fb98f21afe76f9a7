using Streaming.Codecs.Tests.Ffmpeg;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>Imported clips, not noise: encoders' own NAL units, OBUs and frames on the way through packets and back.</summary>
public sealed class StoredFilmTests
{
    [Theory]
    [InlineData(TestClips.H264Aac)]
    [InlineData(TestClips.H265Matroska)]
    [InlineData(TestClips.Vp8Vorbis)]
    [InlineData(TestClips.Vp9Opus)]
    [InlineData(TestClips.Av1)]
    [InlineData(TestClips.Av1Matroska)]
    [InlineData(TestClips.Mp3)]
    [InlineData(TestClips.Pcmu)]
    [InlineData(TestClips.Pcma)]
    [InlineData(TestClips.L16)]
    [InlineData(TestClips.SixChannels)]
    [InlineData(TestClips.Subtitles)]
    public async Task Every_track_of_a_clip_arrives_as_it_is_stored(string clip)
    {
        using StoredTitle title = await StoredTitle.ImportAsync(TestClips.Find(clip));
        foreach (TrackIndex track in title.Index.Tracks)
        {
            string path = Path.Combine(title.Folder, track.Track.SampleFile);
            byte[] file = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            List<WirePacket> packets = Send(track, file);
            Assert.All(packets, packet => Assert.InRange(packet.Payload.Length, 1, 1_388));

            IDepacketizer receiver = Wire.Receiver(track.Track);
            List<Received> received = Wire.Receive(receiver, packets);
            Assert.Equal(0, receiver.Malformed);
            Assert.All(received, sample => Assert.True(sample.IsComplete));
            Assert.Equal(title.Bytes(track), received.SelectMany(sample => sample.Bytes));
            if (track.Track.Codec is not (Codec.Pcmu or Codec.Pcma or Codec.L16))
                Assert.Equal(track.Samples.ToArray().Select(sample => sample.PresentationUnits), received.Select(sample => sample.Time));
        }
    }

    private static List<WirePacket> Send(TrackIndex track, byte[] file)
    {
        IPacketizer packetizer = PayloadFormats.CreatePacketizer(track.Track, 1_388);
        List<WirePacket> packets = [];
        foreach (MediaSample sample in track.Samples)
        {
            byte[] stored = file.AsSpan((int)sample.Offset, sample.Size).ToArray();
            packets.AddRange(Wire.Send(packetizer, new(sample, track.UnitsOf(sample).ToArray(), stored, [])));
        }

        return packets;
    }
}
