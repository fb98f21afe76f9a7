using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Media;

/// <summary>Damage to the sections of traffic under right sums: what only a wrong writer, or a malicious one, could make.</summary>
public sealed class TrafficSectionTests
{
    // Of the first track, behind the title's section.
    private const int Samples = 1, Facts = 3, Envelope = 4, Plans = 5, Vertices = 6, Bytes = 7;

    /// <summary>Where a plan's record counts its vertices: behind its buffer, rate, depth and memory.</summary>
    private const int VertexCount = 32, PlanSize = 40;

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 5)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(0, long.MinValue)]
    [InlineData(0, long.MaxValue)]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(1, long.MaxValue - 3)]
    public void Plans_that_do_not_share_out_their_vertices_are_an_error(int plan, long count)
    {
        IndexBytes file = new(IndexSamples.File(IndexSamples.Small()));
        BinaryPrimitives.WriteInt64LittleEndian(file.Section(Plans)[((plan * PlanSize) + VertexCount)..], count);
        Assert.Equal("traffic", Fault(file).Production);
    }

    [Theory]
    [InlineData(Facts)]
    [InlineData(Envelope)]
    [InlineData(Plans)]
    [InlineData(Vertices)]
    [InlineData(Bytes)]
    public void A_section_that_is_missing_is_an_error(int section)
    {
        IndexBytes file = new(IndexSamples.File(IndexSamples.Small()));
        Assert.Equal("traffic", Fault(file.With(section, [])).Production);
    }

    [Fact]
    public void Facts_that_are_told_twice_are_an_error()
    {
        IndexBytes file = new(IndexSamples.File(IndexSamples.Small()));
        byte[] facts = file.Section(Facts).ToArray();
        Assert.Equal("traffic", Fault(file.With(Facts, [.. facts, .. facts])).Production);
    }

    [Fact]
    public void Without_any_of_its_sections_a_track_says_nothing_of_traffic()
    {
        IndexBytes file = new(IndexSamples.File(IndexSamples.Small()));
        for (int section = Facts; section <= Bytes; section++)
            file = file.With(section, []);
        Assert.True(MediaIndexFile.TryRead(new ArraySource(file.Sealed()), out MediaIndex? index, out _));
        Assert.Null(index.Tracks[0].Traffic);
    }

    public static TheoryData<int> Sections => [.. Enumerable.Range(Samples, Bytes)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_section_of_no_whole_records_is_an_error(int section)
    {
        IndexBytes file = new(IndexSamples.File(IndexSamples.Small()));
        byte[] content = file.Section(section).ToArray();
        for (int more = 1; more < 4; more++)
        {
            Assert.Equal("section length", Fault(file.With(section, content.AsSpan(..^more))).Production);
            Assert.Equal("section length", Fault(file.With(section, [.. content, .. new byte[more]])).Production);
        }
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Sections_in_another_order_are_an_error(int section)
    {
        IndexBytes file = new(IndexSamples.File(IndexSamples.Small()));
        foreach (int other in Enumerable.Range(Samples, Bytes).Where(other => other != section))
            Assert.Equal("section order", Fault(file.WithKinds(section, other)).Production);
    }

    [Theory, Seeds(2_000)]
    public void What_is_read_of_any_garbage_can_be_used(ulong seed)
    {
        SeededRandom random = new(seed);
        IndexBytes file = new(IndexSamples.File(IndexSamples.Small()));
        for (int change = random.Next(3); change >= 0; change--)
        {
            Span<byte> section = file.Section(Facts + random.Next(Bytes - Facts + 1));
            section[random.Next(section.Length)] = (byte)random.Next(256);
        }

        if (!MediaIndexFile.TryRead(new ArraySource(file.Sealed()), out MediaIndex? index, out ParseError error))
        {
            Assert.NotEqual(ParseFault.None, error.Fault);
            return;
        }

        TrackIndex track = index.Tracks[0];
        TrackTraffic traffic = track.Traffic!;
        for (BitRate rate = traffic.Envelope[0].Rate; rate < traffic.PeakRate; rate += traffic.PeakRate)
            Assert.InRange(traffic.Depth(rate).Bytes, traffic.Envelope[^1].Depth.Bytes, traffic.Envelope[0].Depth.Bytes);
        foreach (SendingPlan plan in traffic.Plans)
        {
            Assert.Equal((0, track.Samples.Length), (plan.Vertices[0].Sample, plan.Vertices[^1].Sample));
            for (int i = 1; i < plan.Vertices.Count; i++)
            {
                Assert.True(plan.Vertices[i].Ticks > plan.Vertices[i - 1].Ticks);
                Assert.True(traffic.BytesBefore[plan.Vertices[i].Sample] >= traffic.BytesBefore[plan.Vertices[i - 1].Sample]);
            }
        }
    }

    private static ParseError Fault(IndexBytes file)
    {
        Assert.False(MediaIndexFile.TryRead(new ArraySource(file.Sealed()), out _, out ParseError error));
        return error;
    }
}
