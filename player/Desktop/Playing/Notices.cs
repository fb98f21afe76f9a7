namespace Streaming.Player.Desktop.Playing;

/// <summary>Short news for the viewer; the newest stands for a while.</summary>
internal sealed class Notices
{
    /// <summary>Long enough to read a line twice.</summary>
    private static readonly TimeSpan Stands = TimeSpan.FromSeconds(4);

    private string _text = "";
    private Instant _until;

    public void Tell(string text, Instant now) => (_text, _until) = (text, now + Stands);

    public string At(Instant now) => now < _until ? _text : "";
}
