namespace Streaming.Player.Desktop.Memory;

/// <summary>Where this user's player keeps what it remembers.</summary>
internal static class MemoryFolder
{
    /// <summary>Names another folder, for tests and for people who carry their player about.</summary>
    public const string Variable = "STREAMING_PLAYER_HOME";

    /// <summary>Null where the system has no place for a user's own settings.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } own)
            return own;

        // XDG_CONFIG_HOME, else ~/.config; on Windows the roaming AppData.
        string settings = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return settings.Length > 0 ? Path.Combine(settings, "streaming") : null;
    }
}
