using System.Diagnostics;
using System.Text;

namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>Runs a program that is not ours to its end and keeps what it printed.</summary>
internal static class Tool
{
    public static async Task<ToolResult> RunAsync(string program, IEnumerable<string> arguments, TimeSpan limit)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource late = new(limit);
        bool inTime = true;
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            inTime = false;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return new(inTime ? process.ExitCode : null, await output, await errors);
    }

    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <param name="ExitCode">Null where the program was still running at its limit and was ended.</param>
public sealed record ToolResult(int? ExitCode, string Output, string Errors)
{
    /// <summary>The last lines it wrote on standard error: what a failed assertion shows.</summary>
    public string Tail => string.Join('\n', Errors.Split('\n').TakeLast(12));

    public override string ToString() => new StringBuilder().Append("exit ").Append(ExitCode?.ToString() ?? "none (limit)").Append('\n').Append(Tail).ToString();
}
