namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>MD5s of one stream's frames, as ffmpeg's <c>framemd5</c> writes them: decoded pictures, or coded frames of sound.</summary>
internal static class FrameHashes
{
    /// <summary>Behind it stand side data, which say how a player trims the frame and do not travel by RTP.</summary>
    private const int HashColumn = 5;

    private static readonly string[] Quiet = ["-hide_banner", "-loglevel", "warning", "-nostdin"];

    /// <summary>Every decoded picture of a file or address, none repeated and none left out by ffmpeg.</summary>
    public static Task<ProgramResult> PicturesAsync(string input, TimeSpan limit, params string[] inputOptions) =>
        ForeignProgram.RunAsync(
            "ffmpeg",
            [.. Quiet, "-noautorotate", .. inputOptions, "-i", input, "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framemd5", "-"],
            limit);

    /// <summary>Every coded frame of the sound as it was stored: decoded AAC repeats only from its first frame on.</summary>
    public static Task<ProgramResult> CodedSoundAsync(string input, TimeSpan limit, params string[] inputOptions)
    {
        // A transport stream frames each AAC frame once more, by ADTS; everything else holds it bare, as RTP does.
        string[] unframe = input.EndsWith(".ts", StringComparison.Ordinal) ? ["-bsf:a", "aac_adtstoasc"] : [];
        string[] output = ["-map", "0:a:0", "-c", "copy", .. unframe, "-f", "framemd5", "-"];
        return ForeignProgram.RunAsync("ffmpeg", [.. Quiet, .. inputOptions, "-i", input, .. output], limit);
    }

    public static IReadOnlyList<string> Read(ProgramResult result) =>
        [.. result.Output.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[HashColumn].Trim())];
}
