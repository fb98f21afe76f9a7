namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>How a program ended and what it printed.</summary>
/// <param name="ExitCode">Null where the program was still running at its limit and was ended.</param>
public sealed record ProgramResult(int? ExitCode, string Output, string Errors)
{
    /// <summary>The last lines it wrote on standard error: what a failed assertion shows.</summary>
    public string Tail => string.Join('\n', Errors.Split('\n').TakeLast(12));

    public override string ToString() => $"exit {ExitCode?.ToString() ?? "none (limit)"}\n{Tail}";
}
