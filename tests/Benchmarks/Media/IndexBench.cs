using System.Buffers;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;

namespace Streaming.Benchmarks.Media;

/// <summary>How long the index of a two-hour film takes to load, every bound of it checked, beside reading the bare bytes.</summary>
internal static class IndexBench
{
    public static Table Run()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "title.index");
        MediaIndex film = TwoHours();
        double analysis = Stopwatches.Time(() => TrafficAnalysis.Of(film.Tracks[0]));
        ArrayBufferWriter<byte> bytes = new();
        MediaIndexFile.Write(film, bytes);
        File.WriteAllBytes(file, bytes.WrittenSpan);

        double bare = Stopwatches.Median(() => File.ReadAllBytes(file));
        double first = Stopwatches.Time(() => Load(file));
        double load = Stopwatches.Median(() => Load(file));

        Table table = new($"index: a film of two hours, {film.Tracks.Sum(track => track.Samples.Length):N0} samples");
        table.Add("size", bytes.WrittenCount / 1e6, "MB");
        table.Add("reading the bytes alone", bare, "ms");
        table.Add("loading and checking, first in the process", first, "ms");
        table.Add("loading and checking", load, "ms", "50");
        table.Add("loading / reading", load / bare, "×");
        table.Add("computing the picture's envelope and plans, once at import", analysis, "ms");
        return table;
    }

    private static MediaIndex TwoHours()
    {
        double length = TimeSpan.FromHours(2).TotalSeconds;
        TrackIndex[] tracks =
        [
            SyntheticTrack.Video(1, BitRate.Mbps(2), length, framesPerSecond: 24),
            SyntheticTrack.Audio(2, BitRate.Kbps(128), length),
        ];
        Title title = new() { Id = "film", Name = "Film", Duration = TimeSpan.FromHours(2), Tracks = [.. tracks.Select(WithFile)] };
        return new(title, [.. tracks.Select(Stored)]);
    }

    private static TrackIndex Stored(TrackIndex track) =>
        new(WithFile(track), track.Samples.ToArray(), track.Units.ToArray(), TrafficAnalysis.Of(track));

    private static Track WithFile(TrackIndex track)
    {
        MediaSample last = track.Samples[^1];
        return track.Track with { SampleFile = $"track-{track.Track.Id}.samples", SampleFileSize = last.Offset + last.Size };
    }

    private static void Load(string file)
    {
        using FileSource source = new(file);
        if (!MediaIndexFile.TryRead(source, out _, out ParseError error))
            throw new InvalidOperationException($"the index does not load: {error}");
    }
}
