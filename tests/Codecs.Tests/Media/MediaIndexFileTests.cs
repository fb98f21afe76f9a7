using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Media;

public sealed class MediaIndexFileTests
{
    [Fact]
    public void An_index_is_read_as_it_was_written()
    {
        MediaIndex index = IndexSamples.Small();
        Assert.True(MediaIndexFile.TryRead(new ArraySource(IndexSamples.File(index)), out MediaIndex? read, out ParseError error));
        Assert.Equal(ParseError.None, error);
        Assert.Equivalent(index.Title, read.Title, strict: true);
        for (int i = 0; i < index.Tracks.Count; i++)
        {
            Assert.Equal(index.Tracks[i].Samples.ToArray(), read.Tracks[i].Samples.ToArray());
            Assert.Equal(index.Tracks[i].Units.ToArray(), read.Tracks[i].Units.ToArray());
            Assert.Same(read.Title.Tracks[i], read.Tracks[i].Track);
            Assert.Equivalent(index.Tracks[i].Traffic, read.Tracks[i].Traffic, strict: true);
        }

        Assert.NotNull(read.Tracks[0].Traffic);
        Assert.Null(read.Tracks[1].Traffic);
    }

    public static TheoryData<string, TrackTraffic> BrokenTraffic
    {
        get
        {
            TrackTraffic good = IndexSamples.Traffic;
            SendingPlan plan = good.Plans[0];
            TrackTraffic With(SendingPlan first) => good with { Plans = [first] };
            return new()
            {
                { "no envelope", good with { Envelope = [] } },
                { "rates that fall", good with { Envelope = [.. good.Envelope.Reverse()] } },
                { "depths that rise", good with { Envelope = [good.Envelope[0], new(BitRate.Kbps(90), new(701))] } },
                { "a negative rate", good with { Envelope = [new(new(-1), new(700))] } },
                { "a rate beyond all", good with { PeakRate = new(long.MaxValue) } },
                { "a smallest packet larger than the largest", good with { SmallestPacket = new(361) } },
                { "too few bytes", good with { BytesBefore = [ByteCount.Zero, new(160), new(420)] } },
                { "bytes that fall", good with { BytesBefore = [ByteCount.Zero, new(160), new(100), new(780)] } },
                { "bytes before the first", good with { BytesBefore = [new(1), new(160), new(420), new(780)] } },
                { "bytes without plans", good with { Plans = [] } },
                { "plans out of order", good with { Plans = [.. good.Plans.Reverse()] } },
                { "no buffer", With(plan with { Buffer = TimeSpan.Zero }) },
                { "a negative depth", With(plan with { Depth = new(-1) }) },
                { "a negative memory", With(plan with { Memory = new(-1) }) },
                { "one vertex", With(IndexSamples.Plan(1, new PlanVertex(0, 3))) },
                { "a plan that does not end", With(IndexSamples.Plan(1, new(0, 0), new(1_000, 2))) },
                { "a plan that begins late", With(IndexSamples.Plan(1, new(0, 1), new(1_000, 3))) },
                { "a sample there is not", With(IndexSamples.Plan(1, new(0, 0), new(1_000, 4))) },
                { "samples that go back", With(IndexSamples.Plan(1, new(0, 0), new(500, 2), new(700, 1), new(1_000, 3))) },
                { "time that stands still", With(IndexSamples.Plan(1, new(0, 0), new(500, 2), new(500, 2), new(1_000, 3))) },
                { "time before all time", With(IndexSamples.Plan(1, new(-1, 0), new(1_000, 3))) },
                { "time without end", With(IndexSamples.Plan(1, new(0, 0), new(long.MaxValue, 3))) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(BrokenTraffic))]
    public void Traffic_that_nobody_could_reserve_or_send_by_is_an_error(string what, TrackTraffic broken)
    {
        MediaIndex small = IndexSamples.Small();
        MediaIndex index = new(small.Title, [small.Tracks[0].With(broken), small.Tracks[1]]);
        Assert.False(MediaIndexFile.TryRead(new ArraySource(IndexSamples.File(index)), out _, out ParseError error), what);
        Assert.Equal("traffic", error.Production);
    }

    [Fact]
    public void The_facts_alone_are_read_without_the_samples()
    {
        byte[] file = IndexSamples.File(IndexSamples.Small());
        file[^1] ^= 1;
        Assert.True(MediaIndexFile.TryReadTitle(new ArraySource(file), out Title? title, out _));
        Assert.Equal("kleiner-film", title.Id);
    }

    [Fact]
    public void Every_single_bit_flip_is_noticed_or_without_meaning()
    {
        byte[] file = IndexSamples.File(IndexSamples.Small());
        List<int> unnoticed = [];
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            if (MediaIndexFile.TryRead(new ArraySource(file), out _, out ParseError error))
                unnoticed.Add(bit / 8);
            else
                Assert.NotEqual(ParseFault.None, error.Fault);
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        // Only the zeros that fill a section up to a multiple of eight are covered by no sum.
        Assert.All(unnoticed, at => Assert.Equal(0, file[at]));
        Assert.True(unnoticed.Distinct().Count() < 8 * 15);
    }

    [Fact]
    public void Every_truncation_is_an_error()
    {
        byte[] file = IndexSamples.File(IndexSamples.Small());
        for (int length = 0; length < file.Length; length++)
        {
            Assert.False(MediaIndexFile.TryRead(new ArraySource(file[..length]), out _, out ParseError error));
            Assert.NotEqual(ParseFault.None, error.Fault);
        }

        Assert.False(MediaIndexFile.TryRead(new ArraySource([.. file, 0]), out _, out _));
    }

    [Theory, Seeds(300)]
    public void Garbage_with_right_sums_never_throws(ulong seed)
    {
        SeededRandom random = new(seed);
        byte[] file = IndexSamples.File(IndexSamples.Small());
        int count = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12));
        for (int change = random.Next(6); change >= 0; change--)
            file[random.Next(file.Length)] = (byte)random.Next(256);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), count);
        if (!MediaIndexFile.TryRead(new ArraySource(new IndexBytes(file).Sealed()), out MediaIndex? index, out ParseError error))
        {
            Assert.NotEqual(ParseFault.None, error.Fault);
            return;
        }

        foreach (TrackIndex track in index.Tracks)
        {
            foreach (MediaSample sample in track.Samples)
            {
                Assert.InRange(sample.Offset + sample.Size, sample.Offset, track.Track.SampleFileSize);
                foreach (MediaUnit unit in track.UnitsOf(sample))
                    Assert.InRange((long)unit.Offset + unit.Size, 0, sample.Size);
            }
        }
    }

    [Theory]
    [InlineData(12, 0)]
    [InlineData(12, -1)]
    [InlineData(12, int.MaxValue)]
    [InlineData(8, 3)]
    [InlineData(0, 0)]
    public void Absurd_headers_are_errors(int offset, int value)
    {
        byte[] file = IndexSamples.File(IndexSamples.Small());
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);
        Assert.False(MediaIndexFile.TryRead(new ArraySource(file), out _, out ParseError error));
        Assert.NotEqual("", error.Production);
    }

    public static TheoryData<string, MediaSample> BrokenSamples => new()
    {
        { "beyond the file", new(500, 0, 0, 200, 1, 0, 0, SampleFlags.None) },
        { "offset that overflows", new(long.MaxValue, 0, 0, 200, 1, 0, 0, SampleFlags.None) },
        { "negative offset", new(-1, 0, 0, 1, 1, 0, 0, SampleFlags.None) },
        { "negative size", new(0, 0, 0, -1, 1, 0, 0, SampleFlags.None) },
        { "negative duration", new(0, 0, 0, 1, -1, 0, 0, SampleFlags.None) },
        { "decoded before the one before it", new(0, -9_999, 0, 1, 1, 0, 0, SampleFlags.None) },
        { "time without end", new(0, long.MaxValue, 0, 1, 1, 0, 0, SampleFlags.None) },
        { "units beyond the table", new(0, 0, 0, 100, 1, 1, 3, SampleFlags.None) },
        { "unit beyond the sample", new(0, 0, 0, 10, 1, 0, 1, SampleFlags.None) },
        { "negative unit", new(0, 0, 0, 10, 1, -1, 1, SampleFlags.None) },
    };

    [Theory]
    [MemberData(nameof(BrokenSamples))]
    public void A_sample_that_no_sender_could_trust_is_an_error(string what, MediaSample broken)
    {
        MediaIndex small = IndexSamples.Small();
        TrackIndex video = small.Tracks[0];
        MediaIndex index = new(small.Title, [new(video.Track, [video.Samples[0], broken], video.Units.ToArray()), small.Tracks[1]]);
        Assert.False(MediaIndexFile.TryRead(new ArraySource(IndexSamples.File(index)), out _, out ParseError error), what);
        Assert.Equal("sample", error.Production);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    public void A_sample_file_outside_its_folder_is_an_error(string name)
    {
        MediaIndex small = IndexSamples.Small();
        Track track = small.Tracks[0].Track with { SampleFile = name };
        Title title = small.Title with { Tracks = [track, small.Title.Tracks[1]] };
        Assert.False(MediaIndexFile.TryRead(new ArraySource(IndexSamples.File(new(title, small.Tracks))), out _, out ParseError error));
        Assert.Equal("sample file", error.Production);
    }

    [Fact]
    public void Two_hours_are_read_in_one_piece_and_kept_once()
    {
        byte[] file = IndexSamples.File(IndexSamples.TwoHours(soundTracks: 1));
        ArraySource source = new(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(MediaIndexFile.TryRead(source, out _, out _));

        // Copying the tables once more would double it. What it takes is measured: bench index.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, file.Length + 1_000_000);
    }
}
