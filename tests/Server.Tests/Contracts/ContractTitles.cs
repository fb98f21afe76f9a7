using Streaming.Formats.Media;
using Streaming.Server.Traffic;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Contracts;

/// <summary>Titles that know what they ask of a network.</summary>
internal static class ContractTitles
{
    /// <summary>1, 2, 3: picture of 2, 1 and 0.3 Mb/s; 4, 5: English and German sound of 128 kb/s; 6, 7: text; 8: slides. Of the last
    /// rendition every second picture is one that no other needs.</summary>
    public static MediaIndex Film { get; } = Of(
        (TestTitles.Video(1), BitRate.Mbps(2)),
        (TestTitles.Video(2, "480p", isDefault: false), BitRate.Mbps(1)),
        (TestTitles.Video(3, "240p", isDefault: false), BitRate.Kbps(300)),
        (TestTitles.Audio(4, isDefault: true), BitRate.Kbps(128)),
        (TestTitles.Audio(5, "de"), BitRate.Kbps(128)),
        (TestTitles.Text(6, "en"), BitRate.Kbps(1)),
        (TestTitles.Text(7, "vi"), BitRate.Kbps(1)),
        (TestTitles.Slides(8), BitRate.Kbps(50)));

    /// <summary>The source is in a coding that cannot change within its stream.</summary>
    public static MediaIndex Mixed { get; } = Of(
        (TestTitles.Video(1) with { Codec = Codec.Vp9 }, BitRate.Mbps(2)),
        (TestTitles.Video(2, "480p", isDefault: false), BitRate.Mbps(1)),
        (TestTitles.Video(3, "240p", isDefault: false), BitRate.Kbps(300)),
        (TestTitles.Audio(4, isDefault: true), BitRate.Kbps(128)));

    public static MediaIndex Of(params (Track Track, BitRate Rate)[] tracks)
    {
        MediaIndex index = TestTitles.Of("film", [.. tracks.Select(one => one.Track with { MeanRate = one.Rate, PeakRate = one.Rate })]);
        return new(index.Title, [.. index.Tracks.Select(track => Known(track, track.Track.MeanRate))]);
    }

    /// <summary>A plan at <paramref name="rate"/> for a buffer of one second, at nine tenths of it for two, at eight for
    /// five.</summary>
    private static TrackIndex Known(TrackIndex index, BitRate rate)
    {
        bool isSteady = index.Track.Kind is TrackKind.Video or TrackKind.Audio;
        MediaSample[] samples = index.Samples.ToArray();
        for (int i = 1; i < samples.Length && index.Track.Rendition == "240p"; i += 2)
            samples[i] = samples[i] with { Flags = samples[i].Flags | SampleFlags.Disposable };
        TrackTraffic traffic = new()
        {
            Envelope = [new(rate, new(rate.BitsPerSecond / 8)), new(new(rate.BitsPerSecond * 4), new(2_000))],
            Plans = isSteady ? [Plan(1, 10), Plan(2, 9), Plan(5, 8)] : [],
            BytesBefore = TrafficAnalysis.Of(index).BytesBefore,
            PeakRate = new(rate.BitsPerSecond * 5),
            SmallestPacket = new(61),
            LargestPacket = new(1_448),
        };
        return new(index.Track, samples, index.Units.ToArray(), traffic);

        SendingPlan Plan(int seconds, int tenths) => new()
        {
            Buffer = TimeSpan.FromSeconds(seconds),
            Rate = new(rate.BitsPerSecond * tenths / 10),
            Depth = new(3_000),
            Memory = new(rate.BitsPerSecond * seconds / 8),
            Vertices = [new(0, 0), new(TestTitles.Length.Ticks, index.Samples.Length)],
        };
    }
}
