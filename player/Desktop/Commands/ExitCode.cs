namespace Streaming.Player.Desktop.Commands;

/// <summary>What the program ends with; scripts rely on it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Failure = 1;

    public const int WrongUsage = 2;
}
