using System.Buffers;
using Streaming.Ffmpeg.Probing;
using Streaming.Ffmpeg.Processes;
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
        TitleRecipe recipe = await RecipeFile.OfAsync(source, cancellation);
        List<SourcePlan> plans = await PlanAsync(recipe, cancellation);
        if (!plans.Any(plan => plan.Tracks.Any(track => track.Track.Kind != TrackKind.Text)))
            throw new MediaException("it holds neither moving pictures nor sound");
        List<TrackIndex> tracks = await BuildTracksAsync(plans, cancellation);
        TimeSpan duration = tracks.Where(track => track.Track.Kind != TrackKind.Text).Select(Length).Max();
        if (recipe.Slides.Count > 0)
            tracks.Add(await MakeSlidesAsync(recipe.Slides, tracks.Max(track => track.Track.Id) + 1, duration, cancellation));

        if (options.Traffic is { } analyse)
            tracks = [.. await Task.WhenAll(tracks.Select(track => Task.Run(() => track.With(analyse(track)), cancellation)))];
        MediaFacts film = plans[0].Facts;
        Title title = new()
        {
            Id = source.Id,
            Name = Name(recipe, film),
            Duration = duration,
            Tracks = [.. tracks.Select(track => track.Track)],
            Chapters = film.Chapters,
            Cover = await Cover.MakeAsync(
                film, tracks.FirstOrDefault(track => track.Track.Kind == TrackKind.Slides)?.Track, work.Path, cancellation),
            Source = source.Path,
            Fingerprint = fingerprint,
        };
        work.KeepOnly([.. title.Tracks.Select(track => track.SampleFile), title.Cover, Thumbnails.FileName]);
        MediaIndex index = new(title, tracks);
        ArrayBufferWriter<byte> bytes = new();
        MediaIndexFile.Write(index, bytes);
        await File.WriteAllBytesAsync(work.File(TitleFolders.IndexName), bytes.WrittenMemory, cancellation);
        progress?.Report(1);
        return index;
    }

    /// <summary>The film first, for cover, chapters and the lowest track numbers are its.</summary>
    private async Task<List<SourcePlan>> PlanAsync(TitleRecipe recipe, CancellationToken cancellation)
    {
        List<SourcePlan> plans = [];
        int NextId() => 1 + plans.Sum(plan => plan.Tracks.Count);
        if (recipe.Video is not null)
            plans.Add(await PlanFilmAsync(await ProbeAsync(recipe.Video, cancellation), cancellation));
        foreach (RecipeTrack audio in recipe.Audio)
            plans.Add(NotEmpty(audio, "sound", StreamPlanner.Sound(await ProbeAsync(audio, cancellation), audio, NextId())));
        foreach (RecipeTrack text in recipe.Text)
            plans.Add(NotEmpty(text, "text", StreamPlanner.Text(await ProbeAsync(text, cancellation), text, NextId())));
        return TrackDefaults.Choose(plans);
    }

    /// <summary>The film has the first numbers. A ladder beside a picture that is sent as it is shares its key frames.</summary>
    private async Task<SourcePlan> PlanFilmAsync(MediaFacts facts, CancellationToken cancellation)
    {
        string keyFrames = KeyFrameGrid.Regular;
        if (options.Ladder.IsAsked && !facts.HasBroadcastClock && StreamPlanner.Picture(facts) is { Codec: "h264" } picture)
            keyFrames = KeyFrameGrid.AtThoseOf(await KeyFrames.ReadAsync(facts, picture, cancellation), facts.Duration);
        return StreamPlanner.Film(facts, options.Ladder, 1, keyFrames);
    }

    private async Task<MediaFacts> ProbeAsync(RecipeTrack track, CancellationToken cancellation)
    {
        if (!source.IsFolder)
            return await Probe.ReadAsync(source.Path, cancellation);
        try
        {
            return await Probe.ReadAsync(Path.Combine(source.Path, track.File), cancellation);
        }
        catch (MediaException e)
        {
            throw new MediaException($"{track.File}: {e.Message}");
        }
    }

    private static SourcePlan NotEmpty(RecipeTrack track, string kind, SourcePlan plan) =>
        plan.Tracks.Count > 0 ? plan : throw new MediaException($"{track.File}: there is no {kind} in it");

    private async Task<List<TrackIndex>> BuildTracksAsync(List<SourcePlan> plans, CancellationToken cancellation)
    {
        SourceBuilder[] builders =
        [
            .. plans.Select((plan, number) => new SourceBuilder(plan, work, new ShareOfProgress(progress, number, plans.Count))),
        ];
        foreach (SourceBuilder builder in builders)
            await builder.ReadAsync(cancellation);
        long end = builders.Max(builder => builder.EndMilliseconds);
        List<TrackIndex> tracks = [];
        foreach (SourceBuilder builder in builders)
        {
            IReadOnlyList<BuiltTrack> built = await builder.BuildAsync(end, cancellation);
            tracks.AddRange(built.Select(track => track.Index));
            _notes.AddRange(builder.Notes);
        }

        return tracks;
    }

    private async Task<TrackIndex> MakeSlidesAsync(
        IReadOnlyList<RecipeSlide> slides, int id, TimeSpan duration, CancellationToken cancellation)
    {
        foreach (RecipeSlide late in slides.Where(slide => slide.At >= duration))
            _notes.Add($"slide {late.File} would come after the end: left out");
        RecipeSlide[] shown = [.. slides.Where(slide => slide.At < duration)];
        if (shown.Length == 0)
            throw new MediaException("all slides would come after the end");
        Track facts = new()
        {
            Id = id,
            Kind = TrackKind.Slides,
            Codec = Codec.Jpeg,
            Clock = ClockRate.Video,
            IsDefault = true,
            SampleFile = $"track-{id}.samples",
        };
        return await new SlideShow(source.Path, work.Path, facts).MakeAsync(shown, duration, cancellation);
    }

    private string Name(TitleRecipe recipe, MediaFacts film) =>
        recipe.Name.Length > 0 ? recipe.Name : film.Name.Length > 0 && !source.IsFolder ? film.Name : source.BaseName;

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
