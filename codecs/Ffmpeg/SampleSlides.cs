using System.Globalization;
using System.Text;
using Streaming.Ffmpeg.Processes;

namespace Streaming.Ffmpeg;

/// <summary>Makes the title that slides can be tried with: the sample film, and beside it a slide every six seconds.</summary>
/// <remarks>
/// Slide n, from 1, is a field of a colour of its own with n white bars, so that anyone (and a program, without letters) can tell which one
/// is shown. They change at .000 of seconds 6, 12, 18 and 24, together with a flash and a beep of the film.
/// </remarks>
public static class SampleSlides
{
    /// <summary>Between one slide and the next.</summary>
    public static readonly TimeSpan Each = TimeSpan.FromSeconds(6);

    /// <summary>Of each slide, the first first: red, green and blue, 0 … 255.</summary>
    public static readonly IReadOnlyList<(byte Red, byte Green, byte Blue)> Colours =
        [(128, 32, 32), (32, 112, 48), (32, 48, 128), (128, 96, 16), (96, 32, 112)];

    /// <summary>Makes the title's folder under another, hidden name and renames it: nobody who watches sees half of it.</summary>
    /// <param name="film">The sample film; it is copied.</param>
    /// <param name="folder">The folder to make: <c>name.title</c>.</param>
    /// <exception cref="MediaException">ffmpeg is missing or failed.</exception>
    public static async Task MakeAsync(string film, string folder, CancellationToken cancellation)
    {
        string whole = Path.GetFullPath(folder), part = Path.Combine(Path.GetDirectoryName(whole)!, $".{Path.GetFileName(whole)}.part");
        try
        {
            Directory.CreateDirectory(part);
            File.Copy(film, Path.Combine(part, "film.mp4"), overwrite: true);
            FfmpegOutput output = await FfmpegProcess.RunAsync(FfmpegProcess.Ffmpeg, Arguments(), part, null, cancellation);
            if (output.ExitCode != 0)
                throw new MediaException($"the sample slides could not be made: {output.Reason(folder)}");
            await File.WriteAllTextAsync(Path.Combine(part, "title.yml"), Recipe(), cancellation);
            Directory.Move(part, whole);
        }
        finally
        {
            if (Directory.Exists(part))
                Directory.Delete(part, recursive: true);
        }
    }

    private static List<string> Arguments()
    {
        List<string> arguments = ["-nostdin", "-hide_banner", "-y", "-v", "error"];
        foreach ((byte red, byte green, byte blue) in Colours)
            arguments.AddRange(["-f", "lavfi", "-i", $"color=c=0x{red:x2}{green:x2}{blue:x2}:size=1280x720:rate=1"]);
        for (int slide = 0; slide < Colours.Count; slide++)
        {
            IEnumerable<string> bars = Enumerable.Range(0, slide + 1).Select(bar => string.Create(
                CultureInfo.InvariantCulture, $"drawbox=x={120 + (bar * 220)}:y=240:w=160:h=240:color=white:t=fill"));
            arguments.AddRange(["-map", $"{slide}:v", "-vf", $"format=rgb24,{string.Join(',', bars)}", "-frames:v", "1", "-update", "1"]);
            arguments.Add(FileOf(slide));
        }

        return arguments;
    }

    private static string Recipe()
    {
        StringBuilder text = new("name: Sample film with slides\nvideo: film.mp4\nslides:\n");
        for (int slide = 0; slide < Colours.Count; slide++)
            text.Append(CultureInfo.InvariantCulture, $"  - file: {FileOf(slide)}\n    at: {(slide * Each).TotalSeconds}\n");
        return text.ToString();
    }

    private static string FileOf(int slide) => $"slide-{slide + 1}.png";
}
