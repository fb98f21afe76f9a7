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

    /// <summary>A position as viewers read it: 12:34, 1:02:03.</summary>
    public static string Clock(MediaTime position)
    {
        TimeSpan time = position - MediaTime.Zero;
        return time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:mm\\:ss}";
    }
}
