using Streaming.Formats.Media;
using Streaming.Qos.Envelopes;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>What a run through a film must look like on the wire, whatever the film, the contract and the scale.</summary>
internal static class RunCheck
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(100);

    /// <summary>The samples sent, in order: whole key pictures, each once, with stamps that count play time; no other stream sends a
    /// packet.</summary>
    /// <param name="began">The instant of the PLAY.</param>
    /// <param name="packets">All that left since.</param>
    /// <param name="isOver">The last picture was not cut either.</param>
    public static List<int> Pictures(PlayPoint point, Instant began, IReadOnlyList<SentPacket> packets, bool isOver = true)
    {
        StreamPoint picture = point.Streams.Single(one => one.Stream.Index.Track.Kind == TrackKind.Video);
        TrackIndex index = picture.Stream.Index;
        SentPacket[] media = [.. packets.Where(packet => !packet.IsControl)];
        Assert.All(media, packet => Assert.Same(picture.Stream, packet.Stream));
        Assert.All(media.Index(), pair => Assert.Equal(picture.First + pair.Index, pair.Item.Header.Sequence));

        long start = index.Track.Clock.ToUnits(point.Start);
        Dictionary<long, int> keys = [];
        for (int at = 0; at < index.Samples.Length; at++)
        {
            if (index.Samples[at].IsKey)
                keys.TryAdd((index.Samples[at].PresentationUnits - start) / point.Pace.Scale, at);
        }

        List<int> shown = [];
        long before = long.MinValue;
        foreach (IGrouping<uint, SentPacket> group in media.GroupBy(packet => packet.Header.Timestamp.Value))
        {
            SentPacket[] unit = [.. group];
            long axis = unit[0].Header.Timestamp.Since(picture.AtStart);
            Assert.True(keys.TryGetValue(axis, out int sample), $"{axis} is the place of no key picture");
            Assert.All(unit[..^1], packet => Assert.False(packet.Header.Marker));
            int size = index.Samples[sample].Size;
            bool isWhole = unit[^1].Header.Marker && unit.Sum(packet => packet.Payload.Length) >= size - (size / 16) - 64;
            Assert.True(isWhole || (!isOver && unit[^1] == media[^1]), "all of it is sent, but for what only files have");
            Assert.True(before == long.MinValue || axis - before >= index.Track.Clock.ToUnits(Apart));
            Instant due = began + index.Track.Clock.ToLength(axis);
            Assert.True(unit[0].At >= due - new TimeSpan(1));
            before = axis;
            shown.Add(sample);
        }

        IEnumerable<int> order = point.Pace.Scale > 0 ? shown.Order() : shown.OrderDescending();
        Assert.Equal(order, shown);
        return shown;
    }

    /// <summary>Every picture has left as a whole by when the next is due, and where the bucket holds it, within moments of its
    /// time.</summary>
    /// <param name="isFresh">The bucket was full at the PLAY.</param>
    public static void NeverLate(PlayPoint point, Instant began, IReadOnlyList<SentPacket> packets, TrafficSpec traffic, bool isFresh)
    {
        StreamPoint picture = point.Streams.Single(one => one.Stream.Index.Track.Kind == TrackKind.Video);
        ClockRate clock = picture.Stream.Index.Track.Clock;
        IEnumerable<SentPacket> media = packets.Where(packet => !packet.IsControl);
        SentPacket[][] units = [.. media.GroupBy(packet => packet.Header.Timestamp.Value).Select(group => group.ToArray())];
        for (int i = isFresh ? 0 : 1; i < units.Length; i++)
        {
            Instant due = began + clock.ToLength(units[i][0].Header.Timestamp.Since(picture.AtStart));
            long bytes = units[i].Sum(packet => DatagramSizes.Of(packet.Bytes.Length).Bytes);
            TimeSpan beyond = TimeSpan.FromSeconds(Math.Max(0, (bytes - traffic.Depth.Bytes) * 8.0 / traffic.Rate.BitsPerSecond));
            TimeSpan train = TimeSpan.FromMicroseconds(1_300) * ((units[i].Length / 3) + 1);
            TimeSpan most = (beyond > train ? beyond * 1.1 : train) + TimeSpan.FromMilliseconds(10);
            Assert.True(units[i][^1].At - due <= most, $"picture {i} took {units[i][^1].At - due}, not {most}");
            if (i + 1 < units.Length)
                Assert.True(units[i][^1].At <= began + clock.ToLength(units[i + 1][0].Header.Timestamp.Since(picture.AtStart)));
        }
    }

    public static void Conforms(IEnumerable<SentPacket> packets, TrafficSpec traffic)
    {
        DepthMeter mean = new(traffic.Rate);
        foreach (SentPacket packet in packets)
            mean.Add(packet.At.Ticks, new(Math.Max(DatagramSizes.Of(packet.Bytes.Length).Bytes, traffic.MinUnit.Bytes)));
        Assert.True(mean.Depth <= traffic.Depth, $"{mean.Depth} of {traffic.Depth}");
    }
}
