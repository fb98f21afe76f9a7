using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Payloads.Jpeg;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>RFC 2435.</summary>
public sealed class JpegTests
{
    /// <summary>Sixteen by sixteen pixels of a test picture as ffmpeg writes them: one quantisation table, 4:2:0.</summary>
    private const string Picture = """
        ffd8ffe000104a46494600010200000100010000fffe00104c61766335392e33372e31303000ffdb0043000810101310131616161616161a181a1b1b1b1a1a1a
        1a1b1b1b1d1d1d2222221d1d1d1b1b1d1d2020222225262523232223262628282830302e2e38383a454553ffc401a20000010501010101010100000000000000
        000102030405060708090a0b0100030101010101010101010000000000000102030405060708090a0b100002010303020403050504040000017d010203000411
        05122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a5354555657
        58595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2
        d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa110002010204040304070504040001027700010203110405213106124151076171132232
        8108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a434445464748494a535455565758595a636465666768696a73
        7475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4
        e5e6e7e8e9eaf2f3f4f5f6f7f8f9faffc00011080010001003012200021100031100ffda000c03010002110311003f00e67c9934ed361647649244590b46cc0e
        1f6b28046d230aff0037b93c915db5f5e2e8d72924488b1065f311114650ed0db40dbf36198af206eeb59532c179a7db8fb4449b238e2272ad8d8a8b93f30c67
        674a87578a7d46692258255c6304233e7eef6c0feed4d4b625615e174f67edfeb1ff002eaffc3b5f9b97da5bdedb9ad7f3143deaf4a855b7b45edb994b67a623
        d87befdc9593a3c9abb5a3fca7ffd9
        """;

    private static readonly Track Slides = Film.TrackOf(Codec.Jpeg);

    private static readonly string Tables = Hex.Text([.. Enumerable.Range(1, 128).Select(i => (byte)i)]);

    [Fact]
    public void Pictures_travel_in_pieces_the_first_with_their_tables() => Golden.Holds(
        Slides,
        Slide("01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f"),
        144,
        $"00 00 00 00 01 ff 50 2d 00 00 00 80 {Tables} 01 02 03 04 / 00 00 00 04 01 ff 50 2d 05 06 07 08 09 0a 0b 0c 0d 0e 0f *");

    [Fact]
    public void The_track_says_how_colour_is_sampled() => Assert.Equal(
        0, Wire.Send(Slides with { Configuration = [0] }, [Slide("aa")], 200)[0].Payload[4]);

    [Fact]
    public void A_file_is_taken_apart_sent_and_rebuilt_in_the_stored_form()
    {
        byte[] file = Hex.Bytes(Picture);
        Assert.True(JpegPicture.TryParse(file, out JpegPicture? picture, out ParseError error));
        Assert.Equal(ParseError.None, error);
        Assert.Equal((JpegSampling.Yuv420, 16, 16, 0), (picture.Sampling, picture.Width, picture.Height, picture.RestartInterval));
        Assert.Equal(picture.Tables[..64], picture.Tables[64..]);
        Assert.Equal(file.Length - 2, picture.Scan.End.Value);

        byte[] header = new byte[JpegHeader.Size];
        Assert.Equal(header.Length, JpegHeader.Write(header, picture.Sampling, picture.Width, picture.Height, picture.Tables));
        Assert.Equal(picture.Tables[..64], header[JpegHeader.LumaTable..][..64]);
        Assert.Equal(picture.Tables[64..], header[JpegHeader.ChromaTable..][..64]);
        byte[] stored = [.. header, .. file[picture.Scan], .. JpegHeader.EndOfImage];
        Assert.True(JpegPicture.TryParse(stored, out JpegPicture? again, out _));
        Assert.Equal(file[picture.Scan], stored[again.Scan]);
        Assert.Equal(picture.Tables, again.Tables);
    }

    [Fact]
    public void No_prefix_of_a_file_is_a_picture_before_its_scan()
    {
        byte[] file = Hex.Bytes(Picture);
        Assert.True(JpegPicture.TryParse(file, out JpegPicture? picture, out _));
        for (int length = 0; length <= picture.Scan.Start.Value; length++)
        {
            Assert.False(JpegPicture.TryParse(file.AsSpan(0, length), out _, out ParseError error));
            Assert.NotEqual(ParseFault.None, error.Fault);
        }
    }

    [Theory, Seeds(50)]
    public void Broken_files_never_throw(ulong seed)
    {
        SeededRandom random = new(seed);
        byte[] file = Hex.Bytes(Picture);
        for (int i = 0; i < 20; i++)
        {
            file[random.Next(file.Length)] = (byte)random.Next(256);
            _ = JpegPicture.TryParse(file, out _, out _);
        }
    }

    [Theory]
    [InlineData("ff d8 ff c2 00 02", "Unsupported segment at offset 2")] // progressive
    [InlineData("ff d8 00 db 00 02", "Invalid marker at offset 2")]
    [InlineData("89 50 4e 47", "Invalid SOI at offset 0")]
    public void What_RTP_cannot_carry_is_named(string file, string expected)
    {
        Assert.False(JpegPicture.TryParse(Hex.Bytes(file), out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void A_quality_stands_for_scaled_standard_tables()
    {
        WirePacket packet = new(Hex.Bytes("00 00 00 00 00 32 02 02 aa ff d9"), 0, true);
        Received received = Assert.Single(Wire.Receive(Wire.Receiver(Slides), [packet]));
        Assert.Equal(0x21, received.Bytes[JpegHeader.ChromaTable + 64 + 11]); // 4:2:2
        Assert.Equal(Hex.Bytes("10 0b 0c 0e 0c 0a 10 0e"), received.Bytes[JpegHeader.LumaTable..][..8]);
        Assert.Equal(Hex.Bytes("aa ff d9"), received.Bytes[JpegHeader.Size..]);
    }

    [Fact]
    public void Tables_sent_once_are_kept_for_pictures_that_name_them()
    {
        List<Received> received = Wire.Receive(Wire.Receiver(Slides), [
            new(Hex.Bytes($"00 00 00 00 01 80 50 2d 00 00 00 80 {Tables} aa"), 0, true),
            new(Hex.Bytes("00 00 00 00 01 80 50 2d 00 00 00 00 bb"), 1, true),
            new(Hex.Bytes("00 00 00 00 01 81 50 2d 00 00 00 00 cc"), 2, true)]);
        Assert.Equal([Slide("aa").Canonical, Slide("bb").Canonical], received.Select(sample => sample.Bytes));
    }

    [Fact]
    public void Restart_intervals_are_written_into_the_header()
    {
        Received received = Assert.Single(Wire.Receive(Wire.Receiver(Slides), [
            new(Hex.Bytes($"00 00 00 00 41 ff 50 2d 00 04 ff ff 00 00 00 80 {Tables} aa"), 0, true)]));
        Assert.True(JpegPicture.TryParse(received.Bytes, out JpegPicture? picture, out _));
        Assert.Equal(4, picture.RestartInterval);
        Assert.Equal(JpegHeader.MaxSize + 3, received.Bytes.Length);
    }

    [Theory]
    [InlineData("00 00 00 00 02 32 02 02 aa")] // no such type
    [InlineData("00 00 00 00 01 00 02 02 aa")] // no such quality
    [InlineData("00 00 00 00 01 70 02 02 aa")] // no such quality
    [InlineData("00 00 00 00 01 32 00 02 aa")] // no width
    [InlineData("00 00 00 00 01 ff 02 02 00 00 00 41 aa")] // tables of 65 bytes
    [InlineData("00 00 00 00 01 ff 02 02 00 00 00 00 aa")] // tables never sent
    [InlineData("00 00 00 00 41 32 02 02 00 00 ff ff aa")] // a restart interval of nothing
    [InlineData("00 00 00 00 01 32 02 02")] // nothing of a picture
    [InlineData("00 00 00")]
    public void What_is_malformed_is_counted(string packet)
    {
        IDepacketizer receiver = Wire.Receiver(Slides);
        WirePacket good = new(Hex.Bytes("00 00 00 00 01 32 02 02 aa"), 0, true);
        Assert.Single(Wire.Receive(receiver, [good, new(Hex.Bytes(packet), 1, true)]));
        Assert.Equal(1, receiver.Malformed);
    }

    [Fact]
    public void A_picture_with_a_hole_is_given_up()
    {
        WirePacket first = new(Hex.Bytes("00 00 00 00 01 32 02 02 aa bb"), 0, false);
        WirePacket last = new(Hex.Bytes("00 00 00 04 01 32 02 02 ee ff"), 0, true);
        Assert.Empty(Wire.Receive(Wire.Receiver(Slides), [first, null, last]));
        Assert.Empty(Wire.Receive(Wire.Receiver(Slides), [first, last]));
    }

    [Fact]
    public void The_description_is_the_static_one() =>
        Assert.Equal(new PayloadDescription(26, "JPEG", ClockRate.Video, 0, ""), PayloadFormats.Describe(Slides, 96));

    private static FilmSample Slide(string scan)
    {
        byte[] header = new byte[JpegHeader.Size];
        JpegHeader.Write(header, JpegSampling.Yuv420, Slides.Width, Slides.Height, Hex.Bytes(Tables));
        byte[] data = Hex.Bytes(scan);
        byte[] stored = [.. header, .. data, .. JpegHeader.EndOfImage];
        MediaUnit[] units = [new(JpegHeader.Size, data.Length, 0), new(JpegHeader.LumaTable, 64, 0), new(JpegHeader.ChromaTable, 64, 0)];
        return new(new(0, 0, 0, stored.Length, 0, 0, 3, SampleFlags.Key), units, stored, stored);
    }
}
