using Streaming.Formats.Media;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Traffic;

public sealed class EnvelopeThinningTests
{
    [Theory]
    [Seeds(20)]
    public void Fewer_corners_ask_for_no_less(ulong seed)
    {
        TrackTraffic exact = TrafficAnalysis.Of(SyntheticTrack.Video(seed, BitRate.Mbps(2), 120, keyWeight: 20));
        for (int most = 2; most <= exact.Envelope.Count + 1; most++)
        {
            TrackTraffic thinned = exact with { Envelope = EnvelopeThinning.To(most, exact.Envelope) };
            Assert.InRange(thinned.Envelope.Count, 2, most);
            Assert.Equal(exact.Envelope[0], thinned.Envelope[0]);
            Assert.Equal(exact.Envelope[^1], thinned.Envelope[^1]);
            Assert.Subset(exact.Envelope.ToHashSet(), thinned.Envelope.ToHashSet());

            // The corners are whole bytes, the curve between them is not: by one byte the thinner line may look lower.
            long step = Math.Max(1, (exact.PeakRate - exact.Envelope[0].Rate).BitsPerSecond / 50);
            for (BitRate rate = exact.Envelope[0].Rate; rate <= exact.PeakRate; rate += new BitRate(step))
                Assert.True(thinned.Depth(rate) + new ByteCount(1) >= exact.Depth(rate));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    public void Few_corners_stay_as_they_are(int count)
    {
        EnvelopePoint[] corners = [.. Enumerable.Range(1, count).Select(i => new EnvelopePoint(BitRate.Kbps(i), new(1_000 - i)))];
        Assert.Same(corners, EnvelopeThinning.To(64, corners));
    }
}
