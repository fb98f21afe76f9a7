using System.Globalization;
using System.Text;
using Streaming.Ffmpeg.Processes;

namespace Streaming.Ffmpeg;

/// <summary>Makes the film that everything can be tried with: it lets anyone see and hear whether picture and sound are together.</summary>
/// <remarks>
/// Thirty seconds of a moving test picture with the time in it; on every full second a white field for two pictures and, from the same
/// instant on, a beep of 80 ms (English: 1 000 Hz, German: a fifth of 660 and 990 Hz); subtitles in both languages that name the second.
/// H.264 640x360 at 25 pictures per second with B-frames, AAC at 48 kHz. The picture's own letters come from ffmpeg: no font is needed.
/// </remarks>
public static class SampleFilm
{
    public const int Seconds = 30;

    // Between the second and the third picture of a second: times are no exact numbers, and at their very border one more may be white.
    private const string Flash = "drawbox=x=iw/4:y=ih*2/5:w=iw/2:h=ih/2:color=white:t=fill:enable='lt(mod(t,1),0.06)'";

    /// <summary>Makes the film under another, hidden name and renames it: nobody who watches the folder sees half of it.</summary>
    /// <exception cref="MediaException">ffmpeg is missing or failed.</exception>
    public static async Task MakeAsync(string path, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        string name = $".{Path.GetFileName(path)}";
        string[] parts = [$"{name}.part", $"{name}.en.srt", $"{name}.de.srt"];
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, parts[1]), Subtitles("Second"), cancellation);
            await File.WriteAllTextAsync(Path.Combine(folder, parts[2]), Subtitles("Sekunde"), cancellation);
            FfmpegOutput output = await FfmpegProcess.RunAsync(FfmpegProcess.Ffmpeg, Arguments(parts), folder, null, cancellation);
            if (output.ExitCode != 0)
                throw new MediaException($"the sample film could not be made: {output.Reason(path)}");
            File.Move(Path.Combine(folder, parts[0]), path, overwrite: true);
        }
        finally
        {
            foreach (string part in parts)
                File.Delete(Path.Combine(folder, part));
        }
    }

    private static string[] Arguments(string[] parts) =>
    [
        "-nostdin", "-hide_banner", "-y", "-v", "error",
        "-f", "lavfi", "-i", $"testsrc2=size=640x360:rate=25:duration={Seconds},{Flash}",
        "-f", "lavfi", "-i", Tone("0.5*sin(2*PI*1000*t)"),
        "-f", "lavfi", "-i", Tone("0.3*(sin(2*PI*660*t)+sin(2*PI*990*t))"),
        "-i", parts[1], "-i", parts[2],
        "-map", "0:v", "-map", "1:a", "-map", "2:a", "-map", "3:s", "-map", "4:s",

        // With as many threads as there are processors, another machine would make other bytes.
        "-threads:v", "1",
        "-c:v", "libx264", "-preset", "fast", "-crf", "23", "-pix_fmt", "yuv420p", "-g", "50", "-bf", "3",
        "-c:a", "aac", "-b:a", "96k", "-c:s", "mov_text",
        "-metadata", "title=Sample film",
        "-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu",
        "-metadata:s:s:0", "language=eng", "-metadata:s:s:1", "language=deu",
        "-movflags", "+faststart", "-f", "mp4", parts[0],
    ];

    private static string Tone(string wave) => $"aevalsrc='{wave}*lt(mod(t,1),0.08)':s=48000:d={Seconds}";

    private static string Subtitles(string word)
    {
        StringBuilder text = new();
        for (int second = 0; second < Seconds; second++)
        {
            string from = $"00:00:{second:00},000", to = $"00:00:{second:00},900";
            text.Append(CultureInfo.InvariantCulture, $"{second + 1}\n{from} --> {to}\n{word} {second}\n\n");
        }

        return text.ToString();
    }
}
