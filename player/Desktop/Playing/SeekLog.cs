using Streaming.Player.Reporting;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Adds up steps while a seek is under way, and measures how soon the first picture is there.</summary>
internal sealed class SeekLog
{
    /// <summary>What a report lists; an evening has fewer.</summary>
    private const int MostReports = 1_000;

    private readonly List<SeekReport> _done = [];
    private Instant _asked;
    private int _before;

    /// <summary>Where the viewer wants to be; null where nothing is under way.</summary>
    public MediaTime? Target { get; private set; }

    /// <summary>From the command to open to its first picture.</summary>
    public TimeSpan? FirstPicture { get; private set; }

    public IReadOnlyList<SeekReport> Done => _done;

    private bool IsOpening { get; set; }

    public void Opening(Instant now)
    {
        IsOpening = true;
        _asked = now;
    }

    /// <param name="before">The play that is left: its pictures are shown until the new one's come.</param>
    public void Asked(MediaTime target, int before, Instant now)
    {
        _before = before;
        IsOpening = false;
        Target = target;
        _asked = now;
    }

    /// <summary>A picture of where the viewer wanted to be is on the screen.</summary>
    /// <param name="film">Its position.</param>
    /// <param name="segment">The play it is of.</param>
    /// <returns>How long that took; null where nobody waits.</returns>
    public TimeSpan? Shown(MediaTime film, int segment, Instant at)
    {
        TimeSpan took = at - _asked;
        if (IsOpening)
        {
            IsOpening = false;
            FirstPicture = took;
            return took;
        }

        if (Target is not { } target || segment <= _before)
            return null;
        Record(target, film, took);
        return took;
    }

    /// <summary>What was asked came to nothing.</summary>
    public void GivenUp()
    {
        if (Target is { } target)
            Record(target, null, null);
    }

    private void Record(MediaTime target, MediaTime? film, TimeSpan? took)
    {
        Target = null;
        if (_done.Count >= MostReports)
            return;
        double? shown = film is { } at ? Ms(at - MediaTime.Zero) : null;
        _done.Add(new(Ms(target - MediaTime.Zero), shown, took is { } time ? Ms(time) : null));
    }

    private static double Ms(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
