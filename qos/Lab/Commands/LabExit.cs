namespace Streaming.Lab.Commands;

/// <summary>What the lab ends with; scripts rely on it.</summary>
internal static class LabExit
{
    public const int Done = 0;

    /// <summary>An expectation was not met, a check failed, or two reports differ.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>As shells count it: 128 and the number of the signal.</summary>
    public const int Interrupted = 130;
}
