using Streaming.Formats.Media;
using Streaming.Server.Sending;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Which sample of the film each packet of one PLAY was part of.</summary>
internal sealed class SentSamples(PlayPoint point, IEnumerable<SentPacket> packets)
{
    private readonly Dictionary<SendStream, Dictionary<long, int>> _samples = [];

    /// <summary>Media packets in the order in which they left, with the numbers of their samples.</summary>
    public List<(SentPacket Packet, int Sample)> All =>
        [.. packets.Where(packet => !packet.IsControl).Select(packet => (packet, SampleOf(packet)))];

    private int SampleOf(SentPacket packet)
    {
        StreamPoint start = point.Streams.Single(one => one.Stream == packet.Stream);
        TrackIndex index = packet.Stream.Index;
        if (!_samples.TryGetValue(packet.Stream, out Dictionary<long, int>? byTime))
        {
            int[] all = [.. Enumerable.Range(0, index.Samples.Length)];
            _samples[packet.Stream] = byTime = all.ToDictionary(at => index.Samples[at].PresentationUnits);
        }

        return byTime[packet.Header.Timestamp.Since(start.AtStart) + index.Track.Clock.ToUnits(point.Start)];
    }
}
