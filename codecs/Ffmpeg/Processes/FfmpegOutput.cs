namespace Streaming.Ffmpeg.Processes;

/// <summary>How a run ended.</summary>
/// <param name="ExitCode">0 where the tool was content.</param>
/// <param name="Output">What it printed, unless the caller took it line by line.</param>
/// <param name="Complaints">The last lines it printed on standard error, oldest first.</param>
internal sealed record FfmpegOutput(int ExitCode, string Output, IReadOnlyList<string> Complaints)
{
    /// <summary>The line that says most, for a message: the last one, without the tool's own decoration.</summary>
    public string Reason(string path)
    {
        string line = Complaints.LastOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? $"exit code {ExitCode}";
        int prefix = line.IndexOf("] ", StringComparison.Ordinal);
        if (line.StartsWith('[') && prefix > 0)
            line = line[(prefix + 2)..];
        return line.Replace(path + ": ", "", StringComparison.Ordinal).Trim();
    }
}
