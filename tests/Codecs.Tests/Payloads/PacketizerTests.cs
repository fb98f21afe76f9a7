using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>What the delivery path relies on.</summary>
public sealed class PacketizerTests
{
    public static TheoryData<Codec> Codecs => Film.Codecs;

    [Theory, MemberData(nameof(Codecs))]
    public void Packetizers_allocate_nothing(Codec codec)
    {
        Film film = Film.Make(codec, new SeededRandom(5), samples: 20, largest: 20_000);
        IPacketizer packetizer = PayloadFormats.CreatePacketizer(film.Track, 1_388);
        byte[] inline = new byte[PacketWriter.MaxInline];
        PacketPart[] parts = new PacketPart[PacketWriter.MaxParts];
        Send(film, packetizer, inline, parts);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Send(film, packetizer, inline, parts);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(Codec.Vp8)]
    [InlineData(Codec.Vp9)]
    [InlineData(Codec.Av1)]
    [InlineData(Codec.Jpeg)]
    [InlineData(Codec.Mp3)]
    [InlineData(Codec.Aac)]
    [InlineData(Codec.L16)]
    public void All_packets_of_a_sample_but_the_last_are_of_one_size(Codec codec)
    {
        Film film = Film.Make(codec, new SeededRandom(5), samples: 20, largest: 20_000);
        foreach (FilmSample sample in film.Samples.Where(sample => codec != Codec.Av1 || sample.Units.Length <= 2))
        {
            List<int> sizes = [.. Wire.Send(film.Track, [sample], 200).Select(packet => packet.Payload.Length)];
            Assert.All(sizes[..^1], size => Assert.Equal(sizes[0], size));
            Assert.InRange(sizes[^1], 1, sizes[0]);
        }
    }

    [Fact]
    public void All_fragments_of_a_NAL_unit_but_the_last_are_of_one_size()
    {
        FilmSample picture = new(new(0, 0, 0, 10_004, 0, 0, 1, SampleFlags.Key), [new(4, 10_000, 0x6500)], new byte[10_004], []);
        List<int> sizes = [.. Wire.Send(Film.TrackOf(Codec.H264), [picture], 1_388).Select(packet => packet.Payload.Length)];
        Assert.Equal([1_388, 1_388, 1_388, 1_388, 1_388, 1_388, 1_388, 299], sizes);
    }

    [Fact]
    public void A_packetizer_starts_anew_with_every_Begin()
    {
        Film film = Film.Make(Codec.H265, new SeededRandom(5), samples: 2, largest: 5_000);
        IPacketizer packetizer = PayloadFormats.CreatePacketizer(film.Track, 300);
        List<WirePacket> once = [.. Wire.Send(packetizer, film.Samples[0])];
        _ = Wire.Send(packetizer, film.Samples[0]).First();
        Assert.Equal(once.Select(packet => packet.Payload), Wire.Send(packetizer, film.Samples[0]).Select(packet => packet.Payload));
    }

    [Theory]
    [InlineData(PayloadFormats.MinPayload - 1)]
    [InlineData(PayloadFormats.MaxPayload + 1)]
    public void Payload_sizes_beyond_reason_are_refused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PayloadFormats.CreatePacketizer(Film.TrackOf(Codec.H264), size));

    private static void Send(Film film, IPacketizer packetizer, byte[] inline, PacketPart[] parts)
    {
        foreach (FilmSample sample in film.Samples)
        {
            int count = packetizer.Begin(sample.Sample, sample.Units);
            for (int i = 0; i < count; i++)
            {
                PacketWriter writer = new(inline, parts);
                writer.Reserve(RtpHeader.Size);
                packetizer.Write(sample.Sample, sample.Units, ref writer);
            }
        }
    }
}
