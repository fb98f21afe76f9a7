namespace Streaming.Lab.Scenarios;

/// <summary>A title of a situation.</summary>
public abstract record TitleTerms(string Name)
{
    /// <summary>Made by arithmetic, the same on every machine.</summary>
    public sealed record Generated(string Name) : TitleTerms(Name)
    {
        public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(5);

        /// <summary>Pictures in a second.</summary>
        public int FrameRate { get; init; } = 25;

        /// <summary>From key picture to key picture.</summary>
        public TimeSpan Gop { get; init; } = TimeSpan.FromSeconds(2);

        /// <summary>The picture's mean rate, by rendition, the best first; the first is the source. Empty: there is no picture.</summary>
        public IReadOnlyList<RenditionTerms> Renditions { get; init; } = [new("source", BitRate.Kbps(2_000))];

        /// <summary>How far scenes differ in rate, 0: not at all … 1: from nearly nothing to twice the mean.</summary>
        public Ratio Variation { get; init; } = Ratio.Percent(30);

        /// <summary>The rate of each language of the sound; null: there is no sound.</summary>
        public BitRate? Sound { get; init; } = BitRate.Kbps(128);

        public IReadOnlyList<string> Languages { get; init; } = ["en"];

        public ulong Seed { get; init; } = 1;
    }

    /// <summary>A film of the user's, imported once; its path is whole.</summary>
    public sealed record File(string Name, string Path) : TitleTerms(Name);

    /// <summary>The film that this project can make of nothing.</summary>
    public sealed record Sample(string Name) : TitleTerms(Name);
}
