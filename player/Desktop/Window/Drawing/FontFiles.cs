using System.Diagnostics;
using System.Text;
using Streaming.Player.Desktop.Sdl;

namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>Finds fonts: DejaVu where it usually lies, what the system has instead, and others for letters that it lacks.</summary>
internal static class FontFiles
{
    // The first folder that has both is taken.
    private static readonly (string Regular, string Bold)[] Usual =
    [
        ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"),
        ("/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf", "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans-Bold.ttf"),
        ("/usr/share/fonts/dejavu/DejaVuSans.ttf", "/usr/share/fonts/dejavu/DejaVuSans-Bold.ttf"),
        ("/usr/share/fonts/TTF/DejaVuSans.ttf", "/usr/share/fonts/TTF/DejaVuSans-Bold.ttf"),
        ("/Library/Fonts/Arial Unicode.ttf", "/System/Library/Fonts/Supplemental/Arial Bold.ttf"),
    ];

    /// <exception cref="SdlException">There is no font at all.</exception>
    public static (string Regular, string Bold) Find()
    {
        foreach ((string regular, string bold) in Usual)
        {
            if (File.Exists(regular) && File.Exists(bold))
                return (regular, bold);
        }

        string windows = Environment.GetFolderPath(Environment.SpecialFolder.Fonts);
        if (windows.Length > 0 && File.Exists(Path.Combine(windows, "segoeui.ttf")))
            return (Path.Combine(windows, "segoeui.ttf"), Path.Combine(windows, "segoeuib.ttf"));
        if (Match("sans-serif") is not { } found)
            throw new SdlException("there is no font to write with: apt-get install fonts-dejavu-core");
        return (found, Match("sans-serif:bold") ?? found);
    }

    /// <summary>A font that has a letter, as fontconfig says; null where there is none, or no fontconfig.</summary>
    public static string? FindFor(Rune letter) => Match($":charset={letter.Value:x}");

    private static string? Match(string pattern)
    {
        try
        {
            ProcessStartInfo start = new("fc-match", ["-f", "%{file}", pattern])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using Process? process = Process.Start(start);
            if (process is null)
                return null;
            string file = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && IsScalable(file) && File.Exists(file) ? file : null;
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or IOException)
        {
            return null;
        }
    }

    private static bool IsScalable(string file) => Path.GetExtension(file).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc" or ".otc";
}
