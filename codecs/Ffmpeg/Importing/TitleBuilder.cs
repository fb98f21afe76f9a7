using System.Buffers;
using Streaming.Ffmpeg.Probing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Puts one title together in a work folder: plans, runs ffmpeg, builds the tracks, writes the index.</summary>
internal sealed class TitleBuilder(TitleSource source, ImportOptions options, WorkFolder work, IProgress<double>? progress)
{
    private readonly List<string> _notes = [];

    public IReadOnlyList<string> Notes => _notes;

    public async Task<MediaIndex> BuildAsync(string fingerprint, CancellationToken cancellation)
    {
        MediaFacts facts = await Probe.ReadAsync(source.Path, cancellation);
        SourcePlan plan = StreamPlanner.Plan(facts, options.Ladder, firstId: 1);
        SourceBuilder builder = new(plan, work, new Progress<double>(done => progress?.Report(done)));
        IReadOnlyList<BuiltTrack> tracks = await builder.BuildAsync(cancellation);
        _notes.AddRange(builder.Notes);

        Title title = new()
        {
            Id = source.Id,
            Name = facts.Name.Length > 0 ? facts.Name : source.BaseName,
            Duration = Duration(tracks),
            Tracks = [.. tracks.Select(track => track.Index.Track)],
            Chapters = facts.Chapters,
            Cover = await Cover.MakeAsync(facts, work.Path, cancellation),
            Source = source.Path,
            Fingerprint = fingerprint,
        };
        MediaIndex index = new(title, [.. tracks.Select(track => track.Index)]);
        ArrayBufferWriter<byte> bytes = new();
        MediaIndexFile.Write(index, bytes);
        await File.WriteAllBytesAsync(work.File(TitleFolders.IndexName), bytes.WrittenMemory, cancellation);
        return index;
    }

    private static TimeSpan Duration(IEnumerable<BuiltTrack> tracks) => tracks.Select(track => Length(track.Index)).Max();

    private static TimeSpan Length(TrackIndex track)
    {
        long end = 0;
        foreach (ref readonly MediaSample sample in track.Samples)
        {
            if ((sample.Flags & SampleFlags.Preroll) == 0)
                end = Math.Max(end, sample.PresentationUnits + sample.Duration);
        }

        return track.Track.Clock.ToLength(end);
    }
}
