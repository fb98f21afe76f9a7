using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>A title, as far as it was said.</summary>
internal sealed record TitleDraft(TitleTerms.Generated Made)
{
    /// <summary>The film that this project can make of nothing, whatever a file of that name might be.</summary>
    private const string Sample = "sample";

    public string? File { get; init; }

    /// <summary>Of the one rendition there is.</summary>
    public BitRate? Rate { get; init; }

    public bool IsRateSaid { get; init; }

    public IReadOnlyList<RenditionTerms> Renditions { get; init; } = [];

    /// <summary>A key that says how the film is made was given.</summary>
    public bool IsMade { get; init; }

    public (TitleTerms? Title, string? Problem) Finish(Place place)
    {
        if (File is not null && (IsMade || IsRateSaid || Renditions.Count > 0))
            return (null, "a file is what it is: leave the other keys out, or leave 'file' out and have a film made by them");
        if (File == Sample)
            return (new TitleTerms.Sample(Made.Name), null);
        if (File is not null)
        {
            string path = Path.GetFullPath(File, place.Folder);
            return System.IO.File.Exists(path)
                ? (new TitleTerms.File(Made.Name, path), null)
                : (null, $"there is no file '{File}' beside the scenario");
        }

        if (IsRateSaid && Renditions.Count > 0)
            return (null, "'rate' or 'renditions', not both: 'rate' is for a film of one");
        TitleTerms.Generated made = Made;
        if (Renditions.Count > 0)
            made = made with { Renditions = Renditions };
        else if (IsRateSaid)
            made = made with { Renditions = Rate is { } rate ? [new("source", rate)] : [] };
        return ProblemOf(made) is { } problem ? (null, problem) : (made, null);
    }

    private static string? ProblemOf(TitleTerms.Generated made)
    {
        if (made.Renditions.Count == 0 && made.Sound is null)
            return "neither picture nor sound: give it a 'rate' or a 'sound'";
        if (made.Renditions.Count > 0 && made.Renditions[0].Name != "source")
            return $"the first rendition is the film as it was imported: call it 'source', not '{made.Renditions[0].Name}'";
        for (int i = 1; i < made.Renditions.Count; i++)
        {
            if (made.Renditions[i].Rate >= made.Renditions[i - 1].Rate)
                return $"'{made.Renditions[i].Name}' needs no less than '{made.Renditions[i - 1].Name}' before it: the best stands first";
        }

        return made.Gop.Ticks * made.FrameRate % TimeSpan.TicksPerSecond == 0 ? null
            : FormattableString.Invariant($"'gop' is no whole number of pictures at {made.FrameRate} a second: 2s is one");
    }
}
