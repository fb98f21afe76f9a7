using System.Globalization;
using Streaming.Ffmpeg.Processes;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Takes one file apart into its tracks.</summary>
internal sealed class SourceBuilder(SourcePlan plan, WorkFolder work, IProgress<double> progress)
{
    /// <summary>How much of the work ffmpeg's pass is; the rest is ours.</summary>
    private const double PassShare = 0.85;

    private readonly List<string> _notes = [.. plan.Notes];

    public IReadOnlyList<string> Notes => _notes;

    public async Task<IReadOnlyList<BuiltTrack>> BuildAsync(CancellationToken cancellation)
    {
        if (!plan.Tracks.Any(track => track.Track.Kind is TrackKind.Video or TrackKind.Audio))
            throw new MediaException("it holds neither moving pictures nor sound");
        await RunAsync(cancellation);
        (TrackPlan Plan, PacketTable Table)[] tables = [.. plan.Tracks.Select(track => (track, ReadTable(track)))];
        ExactTime zero = Zero(tables);
        CheckWhole(tables, zero);
        long milliseconds = tables.Where(entry => entry.Plan.Track.Kind != TrackKind.Text).Max(entry => EndMilliseconds(entry.Table, zero));

        List<BuiltTrack> built = [];
        foreach ((TrackPlan track, PacketTable table) in tables)
        {
            if (table.Rows.Count == 0)
            {
                _notes.Add($"stream {track.Stream} ({track.SourceCodec}) is empty: left out");
                continue;
            }

            BuiltTrack made = await Task.Run(() => new TrackBuilder(work.Path, track, table, zero).Build(milliseconds, cancellation), cancellation);
            if (made.Dropped > 0)
                _notes.Add($"stream {track.Stream} ({track.SourceCodec}): {made.Dropped} damaged packets left out");
            if (made.Index.Samples.Length > 0)
                built.Add(made);
            File.Delete(work.File(track.TableName));
            progress.Report(PassShare + ((1 - PassShare) * built.Count / tables.Length));
        }

        return built.Any(track => track.Index.Track.Kind != TrackKind.Text) ? built
            : throw new MediaException("nothing in it could be read: it is damaged or cut off");
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        double length = plan.Facts.Duration.TotalMicroseconds;
        void Follow(string line)
        {
            if (length > 0 && line.StartsWith("out_time_us=", StringComparison.Ordinal)
                && long.TryParse(line["out_time_us=".Length..], CultureInfo.InvariantCulture, out long done))
                progress.Report(PassShare * Math.Clamp(done / length, 0, 1));
        }

        FfmpegOutput output = await FfmpegProcess.RunAsync(
            FfmpegProcess.Ffmpeg, FfmpegArguments.Import(plan), work.Path, Follow, cancellation);
        if (output.ExitCode != 0)
            throw new MediaException($"ffmpeg gave up: {output.Reason("file:" + plan.Facts.Path)}");
    }

    private PacketTable ReadTable(TrackPlan track)
    {
        string path = work.File(track.TableName);
        return File.Exists(path) && File.Exists(work.File(track.RawName)) ? PacketTable.Read(path) : PacketTable.Empty;
    }

    /// <summary>Where the presentation begins, on the container's own timeline.</summary>
    /// <remarks>
    /// Broadcast clocks start anywhere. Elsewhere zero is zero, and what lies before it is priming; only a film whose first picture and
    /// first sound come later is moved forward.
    /// </remarks>
    private ExactTime Zero(IEnumerable<(TrackPlan Plan, PacketTable Table)> tables)
    {
        ExactTime[] starts =
        [
            .. tables.Where(entry => entry.Plan.Track.Kind is TrackKind.Video or TrackKind.Audio)
                .Select(entry => SampleClock.FirstShown(entry.Table)).OfType<ExactTime>(),
        ];
        if (starts.Length == 0)
            throw new MediaException("nothing in it could be read: it is damaged or cut off");
        ExactTime first = starts.Min();
        return plan.Facts.HasBroadcastClock || first.CompareTo(ExactTime.Zero) > 0 ? first : ExactTime.Zero;
    }

    /// <summary>A container that promises a minute and holds ten seconds was cut off on its way here.</summary>
    private void CheckWhole((TrackPlan Plan, PacketTable Table)[] tables, ExactTime zero)
    {
        const double tolerance = 2, share = 0.98;
        double promised = plan.Facts.Duration.TotalSeconds;
        double held = tables.Max(entry => EndMilliseconds(entry.Table, zero)) / 1000.0;
        if (held < (promised * share) - tolerance)
            throw new MediaException(string.Create(
                CultureInfo.InvariantCulture, $"it is cut off: {held:0.0} s of {promised:0.0} s are there"));
    }

    private static long EndMilliseconds(PacketTable table, ExactTime zero)
    {
        ClockRate milliseconds = new(1_000);
        SampleTiming[] timings = SampleClock.Place(table, zero, milliseconds);
        return timings.Length == 0 ? 0 : timings.Max(timing => timing.PresentationUnits + timing.Duration);
    }
}
