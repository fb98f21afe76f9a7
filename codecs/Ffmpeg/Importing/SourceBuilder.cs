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
    private (TrackPlan Plan, PacketTable Table)[] _tables = [];
    private ExactTime _zero = ExactTime.Zero;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Where its pictures and sound end, in milliseconds; 0 for a file of words.</summary>
    public long EndMilliseconds => _tables.Where(entry => entry.Plan.Track.Kind != TrackKind.Text)
        .Select(entry => EndOf(entry.Table)).DefaultIfEmpty(0).Max();

    private bool HasMedia => plan.Tracks.Any(track => track.Track.Kind != TrackKind.Text);

    /// <summary>Lets ffmpeg take the file apart.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        await RunAsync(plan, cancellation);
        _tables = [.. plan.Tracks.Select(track => (track, ReadTable(track)))];
        _zero = HasMedia ? Zero() : ExactTime.Zero;
        if (HasMedia)
            CheckWhole();
    }

    /// <param name="end">Where the title ends, in milliseconds.</param>
    public async Task<IReadOnlyList<BuiltTrack>> BuildAsync(long end, CancellationToken cancellation)
    {
        List<BuiltTrack> built = [];
        foreach ((TrackPlan track, PacketTable table) in _tables)
        {
            if (table.Rows.Count == 0)
            {
                _notes.Add($"stream {track.Stream} ({track.SourceCodec}) is empty: left out");
                continue;
            }

            BuiltTrack made = await BuildAsync(track, table, end, cancellation);
            if (made.Index.Samples.Length == 0 && track is { Track.Kind: TrackKind.Audio, IsTranscoded: false })
                made = await TranscodeAsync(track, end, cancellation);
            if (made.Dropped > 0)
                _notes.Add($"stream {track.Stream} ({track.SourceCodec}): {made.Dropped} damaged packets left out");
            if (made.Index.Samples.Length > 0)
                built.Add(made);
            File.Delete(work.File(track.TableName));
            progress.Report(PassShare + ((1 - PassShare) * built.Count / _tables.Length));
        }

        return !HasMedia || built.Any(track => track.Index.Track.Kind != TrackKind.Text) ? built
            : throw new MediaException("nothing in it could be read: it is damaged or cut off");
    }

    private Task<BuiltTrack> BuildAsync(TrackPlan track, PacketTable table, long end, CancellationToken cancellation) =>
        Task.Run(() => new TrackBuilder(work.Path, track, table, _zero).Build(end, cancellation), cancellation);

    /// <summary>A second try for sound that RTP cannot carry after all: AAC whose channels only the stream itself names.</summary>
    private async Task<BuiltTrack> TranscodeAsync(TrackPlan track, long end, CancellationToken cancellation)
    {
        File.Delete(work.File(track.Track.SampleFile));
        TrackPlan transcoded = AudioPlanner.PlanTranscoded(plan.Facts.Streams.First(stream => stream.Index == track.Stream));
        transcoded = transcoded with
        {
            Track = transcoded.Track with
            {
                Id = track.Track.Id,
                Language = track.Track.Language,
                Label = track.Track.Label,
                IsDefault = track.Track.IsDefault,
                SampleFile = track.Track.SampleFile,
            },
        };
        await RunAsync(plan with { Tracks = [transcoded] }, cancellation);
        return await BuildAsync(transcoded, ReadTable(transcoded), end, cancellation);
    }

    private async Task RunAsync(SourcePlan wanted, CancellationToken cancellation)
    {
        double length = plan.Facts.Duration.TotalMicroseconds;
        void Follow(string line)
        {
            if (length > 0 && line.StartsWith("out_time_us=", StringComparison.Ordinal)
                && long.TryParse(line["out_time_us=".Length..], CultureInfo.InvariantCulture, out long done))
                progress.Report(PassShare * Math.Clamp(done / length, 0, 1));
        }

        FfmpegOutput output = await FfmpegProcess.RunAsync(
            FfmpegProcess.Ffmpeg, FfmpegArguments.Import(wanted), work.Path, Follow, cancellation);
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
    private ExactTime Zero()
    {
        ExactTime[] starts =
        [
            .. _tables.Where(entry => entry.Plan.Track.Kind is TrackKind.Video or TrackKind.Audio)
                .Select(entry => SampleClock.FirstShown(entry.Table)).OfType<ExactTime>(),
        ];
        if (starts.Length == 0)
            throw new MediaException("nothing in it could be read: it is damaged or cut off");
        ExactTime first = starts.Min();
        return plan.Facts.HasBroadcastClock || first.CompareTo(ExactTime.Zero) > 0 ? first : ExactTime.Zero;
    }

    /// <summary>A container that promises a minute and holds ten seconds was cut off on its way here.</summary>
    private void CheckWhole()
    {
        const double tolerance = 2, share = 0.98;
        double promised = plan.Facts.Duration.TotalSeconds;
        double held = EndMilliseconds / 1000.0;
        if (held < (promised * share) - tolerance)
            throw new MediaException(string.Create(
                CultureInfo.InvariantCulture, $"it is cut off: {held:0.0} s of {promised:0.0} s are there"));
    }

    private long EndOf(PacketTable table)
    {
        ClockRate milliseconds = new(1_000);
        SampleTiming[] timings = SampleClock.Place(table, _zero, milliseconds);
        return timings.Length == 0 ? 0 : timings.Max(timing => timing.PresentationUnits + timing.Duration);
    }
}
