using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Traffic;
using Streaming.Testing;

namespace Streaming.Benchmarks.Capacity;

/// <summary>How many viewers of each real film a link of 1 Gb/s is promised to, by three ways of allocating, and whether it keeps its
/// word.</summary>
internal static class CapacityBench
{
    /// <summary>Shorter ones are over before a second of buffer says anything.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);

    public static Table Run()
    {
        Table table = new($"capacity: sessions on a link of {SharedLink.Rate}, a second of queue; late packets with all of them playing");
        using TemporaryFolder data = new();
        TitleFolders folders = new(data.Path);
        Importer importer = new(folders, new() { Traffic = TrafficAnalysis.Of });
        foreach (string name in SharedMedia.Names)
        {
            ImportResult result = importer.ImportAsync(SharedMedia.Find(name), null, CancellationToken.None).GetAwaiter().GetResult();
            if (result is not ImportResult.Imported { Title: var title } || title.Duration < Shortest)
                continue;
            Measure(table, name, folders.Index(title.Id)!, folders.Of(title.Id)!);
        }

        return table;
    }

    private static void Measure(Table table, string name, MediaIndex index, string folder)
    {
        TrackIndex[] tracks =
        [
            .. new[] { TrackKind.Video, TrackKind.Audio }
                .Select(kind => index.Tracks.FirstOrDefault(track => track.Track.Kind == kind)).OfType<TrackIndex>(),
        ];
        Dictionary<TrackIndex, FileSource> films = tracks.ToDictionary(
            track => track, track => new FileSource(Path.Combine(folder, track.Track.SampleFile)));
        int first = 0;
        foreach (Allocation way in new FilmAllocations(tracks, track => films[track]).All())
        {
            int sessions = SharedLink.Admits(way.Traffic);
            long late = SharedLink.LatePackets(way, sessions, seed: 1);
            long beyond = SharedLink.LatePackets(way, SharedLink.FilledBy(way) * 11 / 10, seed: 1);
            string times = first == 0 ? "" : $"{(double)sessions / first:0.0} × peak rate, ";
            first = first == 0 ? sessions : first;
            string kept = $"{late} late ({beyond:N0} where a tenth too many play)";
            table.Add($"{name}, {way.Name}", sessions, "sessions", "", $"{times}{way.Traffic.Rate} each, {kept}");
        }

        foreach (FileSource film in films.Values)
            film.Dispose();
    }
}
