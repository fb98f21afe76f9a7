namespace Streaming.Formats.Media;

/// <summary>What must hold of a title's facts before anyone works with them.</summary>
internal static class TitleRules
{
    /// <summary>Ticks of 100 ns carry clocks up to this rate without loss; see <see cref="ClockRate"/>.</summary>
    private const int MaxHertz = 5_000_000;

    /// <summary>The first rule that is broken, as the name of a production; null where all hold.</summary>
    public static string? Broken(Title title)
    {
        if (IsAnyMissing(title.Id, title.Name, title.Cover, title.Source, title.Fingerprint, title.Tracks, title.Chapters))
            return "title facts";
        if (!Slug.IsSlug(title.Id))
            return "title id";
        if (title.Duration < TimeSpan.Zero || title.Duration > SampleRules.MaxTime)
            return "title duration";
        if (title.Cover.Length > 0 && !IsPlainFileName(title.Cover))
            return "cover";
        if (title.Tracks.Count > MediaIndexFile.MaxTracks || title.Tracks.Contains(null!))
            return "track count";
        if (title.Chapters.Contains(null!) || title.Chapters.Any(chapter => chapter.Name is null))
            return "chapter";
        if (title.Tracks.DistinctBy(track => track.Id).Count() != title.Tracks.Count)
            return "track id";
        return title.Tracks.Select(Broken).FirstOrDefault(rule => rule is not null);
    }

    /// <summary>A name that stays within its folder.</summary>
    public static bool IsPlainFileName(string name) =>
        name.Length is > 0 and <= 255 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>What the JSON leaves out is null, whatever the type says: generated readers pass over initial values.</summary>
    private static bool IsAnyMissing(params ReadOnlySpan<object?> facts) => facts.Contains(null);

    private static string? Broken(Track track)
    {
        if (IsAnyMissing(track.Language, track.Label, track.Rendition, track.Configuration, track.SampleFile))
            return "track facts";
        if (track.Id < 1)
            return "track id";
        if (track.Clock.Hertz is < 1 or > MaxHertz)
            return "clock rate";
        if (!Enum.IsDefined(track.Kind) || !Enum.IsDefined(track.Codec))
            return "track kind";
        if (!IsPlainFileName(track.SampleFile) || track.SampleFileSize < 0)
            return "sample file";
        return track.Width < 0 || track.Height < 0 || track.Channels < 0 || track.SampleRate < 0 ? "track facts" : null;
    }
}
