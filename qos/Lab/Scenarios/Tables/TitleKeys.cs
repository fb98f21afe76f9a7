using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>The keys of a title.</summary>
internal static class TitleKeys
{
    /// <summary>A ladder has five; a complex stream no more languages than a disc.</summary>
    private const int MostRenditions = 16, MostLanguages = 32;

    public static Form<TitleTerms> Form { get; } = new SectionForm<TitleDraft>(
        "a title",
        [
            Key<TitleDraft>.Of("file", "A film beside the scenario, imported as the server does; sample: the one that this project "
                + "makes. Without it a film is made by arithmetic, after the keys below.",
                Words.Line("the name of a file"), (title, value) => title with { File = value }),
            Made("for", "How long it is. Default: 5m.", Words.Duration(TimeSpan.FromSeconds(1), Limits.LongestFilm),
                (made, value) => made with { Duration = value }),
            Key<TitleDraft>.Of("rate", "The picture's mean rate, without headers; none: there is no picture. Default: 2Mb/s.",
                Words.RateOrNone(BitRate.Kbps(10), Limits.RichestFilm), (title, value) => title with { Rate = value, IsRateSaid = true }),
            Key<TitleDraft>.Of("renditions", "Instead of 'rate': the mean rate of each, the best first: {source: 2Mb/s, 480p: 1Mb/s}.",
                new NamesForm<RenditionTerms>("rendition",
                    Words.Rate(BitRate.Kbps(10), Limits.RichestFilm).As<RenditionTerms>((rate, place) => (new(place.Name, rate), null)),
                    MostRenditions),
                (title, value) => title with { Renditions = value }),
            Made("variation", "How far scenes differ in rate; 100%: from nearly nothing to twice the mean. Default: 30%.", Words.Share(),
                (made, value) => made with { Variation = value }),
            Made("gop", "From key picture to key picture. Default: 2s.",
                Words.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(20)), (made, value) => made with { Gop = value }),
            Made("frames", "Pictures in a second. Default: 25.", Words.Count(1, 120), (made, value) => made with { FrameRate = value }),
            Made("sound", "The rate of each language of the sound; none: there is no sound. Default: 128kb/s.",
                Words.RateOrNone(BitRate.Kbps(16), BitRate.Kbps(512)), (made, value) => made with { Sound = value }),
            Made("languages", "Of the sound. Default: [en].",
                new ListForm<string>("languages", Words.Language, MostLanguages), (made, value) => made with { Languages = value }),
            Made("seed", "Another one makes another film of the same rate. Default: 1.", Words.Seed,
                (made, value) => made with { Seed = value }),
        ],
        name => new(new(name)),
        "file").As((draft, place) => draft.Finish(place));

    private static Key<TitleDraft> Made<T>(
        string name, string meaning, Form<T> form, Func<TitleTerms.Generated, T, TitleTerms.Generated> set) => Key<TitleDraft>.Of(
        name, meaning, form, (title, value) => title with { Made = set(title.Made, value), IsMade = true });
}
