namespace Streaming.Player.Desktop.Playing;

/// <summary>Everything the window needs to know of the player at one moment; immutable, made anew for every picture.</summary>
internal sealed record PlayerView
{
    /// <summary>What is under way: see <see cref="PlayerPhase"/>.</summary>
    public required PlayerPhase Phase { get; init; }

    /// <summary>What is played, as the viewer gave it; empty where nothing is.</summary>
    public string Address { get; init; } = "";

    /// <summary>The title's name; the address until it is known.</summary>
    public string Name { get; init; } = "";

    /// <summary>The film's position that is shown now.</summary>
    public MediaTime Position { get; init; }

    /// <summary>Null where the server does not say.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Up to here everything is received already.</summary>
    public MediaTime BufferedTo { get; init; }

    /// <summary>Where parts of the film begin, in order; empty where the server does not say.</summary>
    public IReadOnlyList<ChapterView> Chapters { get; init; } = [];

    /// <summary>1, or what trick play runs at: 2, 4, 8, −1 …</summary>
    public double Scale { get; init; } = 1;

    public double Speed { get; init; } = 1;

    public double Volume { get; init; } = 1;

    public bool IsMuted { get; init; }

    /// <summary>Clockwise, in degrees: 0, 90, 180, 270.</summary>
    public int Rotation { get; init; }

    /// <summary>The languages there are, in the title's order, and which are on.</summary>
    public IReadOnlyList<LanguageView> Audio { get; init; } = [];

    public IReadOnlyList<LanguageView> Text { get; init; } = [];

    /// <summary>What is to be read now, the first language below the second; lines are parted by '\n'. Empty where nothing is.</summary>
    public string Subtitle { get; init; } = "";

    public string SecondSubtitle { get; init; } = "";

    public bool HasSlides { get; init; }

    /// <summary>Short news for the viewer ("sound: German", "going to TCP"), shown for a while; empty where there are none.</summary>
    public string Notice { get; init; } = "";

    /// <summary>What went wrong, and what can be done about it; null where nothing did.</summary>
    public PlayerTrouble? Trouble { get; init; }

    /// <summary>Null before anything is received.</summary>
    public StatisticsView? Statistics { get; init; }
}
