using System.Globalization;
using System.Text;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Where the key frames of transcoded pictures lie: wherever a change of rendition shall be possible.</summary>
internal static class KeyFrameGrid
{
    /// <summary>Seconds between key frames where nothing else decides: a seek and a change of rendition wait at most that long.</summary>
    private const int Step = 2;

    /// <summary>One argument of a Linux program holds 128 kB; a film of two hours with a key frame each second takes half of it.</summary>
    private const int LongestList = 120_000;

    /// <summary>Every two seconds, by the times of the pictures alone, so that all renditions made of them agree.</summary>
    public static string Regular { get; } = $"expr:if(isnan(prev_forced_t),1,gte(t,prev_forced_t+{Step}))";

    /// <summary>At every key frame of a source that is itself sent as it is, and between them where they lie far apart.</summary>
    /// <param name="keys">Of the source: seconds, rising.</param>
    /// <param name="end">Of the film.</param>
    public static string AtThoseOf(IReadOnlyList<double> keys, TimeSpan end)
    {
        StringBuilder list = new();
        double last = double.NegativeInfinity;
        foreach (double key in keys.Append(end.TotalSeconds))
        {
            // Evenly, so that none comes right behind another: an encoder wants some pictures between key frames.
            int gaps = last >= 0 ? (int)Math.Ceiling((key - last) / Step) : 1;
            for (int i = 1; i < gaps; i++)
                Append(list, last + ((key - last) * i / gaps));
            if (key < end.TotalSeconds)
                Append(list, key);
            last = key;
        }

        return list.Length is > 0 and <= LongestList ? list.ToString() : Regular;
    }

    /// <summary>A millisecond early: the encoder takes the first picture at or after the time, and the text of a time is rounded.</summary>
    private static void Append(StringBuilder list, double time)
    {
        if (time > 0)
            list.Append(CultureInfo.InvariantCulture, $"{(list.Length > 0 ? "," : "")}{time - 0.001:0.###}");
    }
}
