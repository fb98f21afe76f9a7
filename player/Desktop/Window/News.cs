namespace Streaming.Player.Desktop.Window;

/// <summary>Short words in a corner that go by themselves.</summary>
internal sealed class News
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(2);

    private Instant _until = new(long.MinValue);

    public string Text { get; private set; } = "";

    /// <summary>How far the bar below the words is filled; null for no bar.</summary>
    public double? Share { get; private set; }

    /// <summary>When they go; <see cref="Instant.Never"/> where there are none.</summary>
    public Instant Ends(Instant now) => IsShown(now) ? _until : Instant.Never;

    public bool IsShown(Instant now) => now < _until;

    public void Tell(string text, Instant now, double? share = null, TimeSpan? shown = null)
    {
        Text = text;
        Share = share;
        _until = now + (shown ?? Shown);
    }
}
