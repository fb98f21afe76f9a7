using Streaming.Ffmpeg.Probing;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Makes the pictures that stand for a title, a large and a small one: the cover in the file, else a frame of the film that shows
/// something, else the first slide.</summary>
internal static class Cover
{
    public const string FileName = "cover.jpg";

    /// <summary>Where to look, one after the other, until there is more to see than black or white. A tenth into the film lies behind logos
    /// and black.</summary>
    private static readonly double[] Places = [0.1, 0.25, 0.5, 0.75, 0];

    /// <summary>Seeking far into some containers is slow.</summary>
    private const double FarthestFirst = 60, Farthest = 900;

    /// <summary>The name of the larger picture made in <paramref name="folder"/>; empty where there is nothing to show.</summary>
    /// <param name="slides">The stored slide track of the title, if it has one.</param>
    public static async Task<string> MakeAsync(MediaFacts facts, Track? slides, string folder, CancellationToken cancellation)
    {
        if (await FindAsync(facts, slides, folder, folder, cancellation) is not { } still)
            return "";
        await File.WriteAllBytesAsync(Path.Combine(folder, FileName), still.Cover, cancellation);
        await File.WriteAllBytesAsync(Path.Combine(folder, Thumbnails.FileName), still.Thumbnail, cancellation);
        return FileName;
    }

    /// <param name="title">The folder of the title.</param>
    /// <param name="work">A folder for files on the way.</param>
    public static async Task<Still?> FindAsync(
        MediaFacts facts, Track? slides, string title, string work, CancellationToken cancellation)
    {
        string[] input = FfmpegArguments.Input(facts);
        if (facts.Streams.FirstOrDefault(stream => stream.IsCover) is { } cover
            && await new StillMaker(input, cover.Index, work).TakeAsync(null, cancellation) is { } art)
        {
            return art;
        }

        if (facts.Streams.FirstOrDefault(stream => stream.Kind == StreamKind.Video && !stream.IsCover) is { } film)
            return await FromFilmAsync(new(input, film.Index, work), facts.Duration.TotalSeconds, cancellation);

        // The samples of a slide track are whole pictures, the first at the beginning of the file.
        string[] shown = slides is null ? [] : ["-f", "mjpeg", "-i", "file:" + Path.Combine(title, slides.SampleFile)];
        return slides is null ? null : await new StillMaker(shown, 0, work).TakeAsync(null, cancellation);
    }

    private static async Task<Still?> FromFilmAsync(StillMaker film, double length, CancellationToken cancellation)
    {
        Still? best = null;
        foreach (double place in Places)
        {
            double at = Math.Min(length * place, best is null && place == Places[0] ? FarthestFirst : Farthest);
            if (await film.TakeAsync(at, cancellation) is not { } still)
                continue;
            if (still.IsTelling)
                return still;
            if (best is null || still.Contrast > best.Contrast)
                best = still;
        }

        return best;
    }
}
