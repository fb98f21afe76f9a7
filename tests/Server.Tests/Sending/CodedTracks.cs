using Streaming.Formats.Media;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Sending;

/// <summary>A track of every coding there is: the samples of one film, as if its pictures were coded so. Sizes from a few bytes to many
/// packets, units as the packetizers need them.</summary>
internal static class CodedTracks
{
    public static TheoryData<Codec> All => [.. Enum.GetValues<Codec>()];

    public static TrackIndex Of(Codec codec, ulong seed, double seconds)
    {
        TrackIndex film = SyntheticTrack.Video(seed, BitRate.Kbps(1_500), seconds);
        if (codec == Codec.Opus)
            film = SyntheticTrack.Audio(seed, BitRate.Kbps(96), seconds);
        MediaSample[] samples = film.Samples.ToArray();
        List<MediaUnit> units = [];
        for (int i = 0; i < samples.Length; i++)
        {
            MediaUnit[] own = UnitsOf(codec, samples[i].Size);
            samples[i] = samples[i] with { FirstUnit = units.Count, UnitCount = (ushort)own.Length };
            units.AddRange(own);
        }

        Track track = film.Track with { Codec = codec, Channels = 2, Width = 640, Height = 360 };
        return new(track, samples, [.. units]);
    }

    private static MediaUnit[] UnitsOf(Codec codec, int size) => codec switch
    {
        // Two small ones that share a packet, and one that may need several.
        Codec.H264 => [new(4, 8, 0x6742), new(16, 4, 0x68ce), new(24, size - 24, 0x6588)],
        Codec.H265 => [new(4, 8, 0x4201), new(16, 4, 0x4401), new(24, size - 24, 0x2601)],
        Codec.Av1 => [new(0, 10, 0x0800), new(10, size - 10, 0x3000)],
        Codec.Jpeg => [new(128, size - 128, 0), new(0, 64, 0), new(64, 64, 0)],
        Codec.TimedText => [new(0, size / 2, 0x4865), new(size / 2, size - (size / 2), 0)],
        _ => [],
    };
}
