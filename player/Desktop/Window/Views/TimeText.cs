namespace Streaming.Player.Desktop.Window.Views;

/// <summary>Times as viewers read them.</summary>
internal static class TimeText
{
    /// <summary>"4:05", "1:02:07"; a little before the beginning is the beginning.</summary>
    public static string Of(TimeSpan time)
    {
        time = time < TimeSpan.Zero ? TimeSpan.Zero : time;
        return time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}" : $"{time.Minutes}:{time.Seconds:00}";
    }

    public static string Of(MediaTime time) => Of(time - MediaTime.Zero);
}
