using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Streaming.Ffmpeg.Probing;

namespace Streaming.Ffmpeg.Importing;

/// <summary>The renditions asked for: <c>none</c>, <c>auto</c>, or a list such as <c>720p:2500k,480p:1000k</c>.</summary>
public sealed class Ladder
{
    public static readonly Ladder None = new(false, []);

    public static readonly Ladder Auto = new(true, []);

    private const int MaxRungs = 8;

    /// <summary>What <c>auto</c> chooses from: rates at which veryfast x264 looks clean on ordinary film.</summary>
    private static readonly Rung[] Usual =
    [
        new(2160, BitRate.Kbps(12_000)), new(1440, BitRate.Kbps(7_000)), new(1080, BitRate.Kbps(4_500)), new(720, BitRate.Kbps(2_500)),
        new(480, BitRate.Kbps(1_000)), new(360, BitRate.Kbps(600)), new(240, BitRate.Kbps(300)),
    ];

    private readonly bool _isAuto;
    private readonly IReadOnlyList<Rung> _rungs;

    private Ladder(bool isAuto, IReadOnlyList<Rung> rungs)
    {
        _isAuto = isAuto;
        _rungs = rungs;
    }

    /// <summary>Whether anything but the source is wanted.</summary>
    public bool IsAsked => _isAuto || _rungs.Count > 0;

    /// <summary>Reads what stands behind <c>--ladder</c>; <paramref name="mistake"/> says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Ladder? ladder, out string mistake)
    {
        mistake = "";
        ladder = text switch { "none" or "" => None, "auto" => Auto, _ => null };
        if (ladder is not null)
            return true;
        List<Rung> rungs = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!TryParseRung(part, out Rung? rung))
                mistake = $"'{part}' is not a rung: write HEIGHTp:RATE, as in 720p:2500k (16 to 4320 lines, 16k to 200M)";
            else if (rungs.Any(other => other.Height == rung.Height))
                mistake = $"the ladder has two rungs of {rung.Name}";
            else if (rungs.Count == MaxRungs)
                mistake = $"a ladder has at most {MaxRungs} rungs";
            else
                rungs.Add(rung);
            if (mistake.Length > 0)
                return false;
        }

        ladder = new Ladder(false, [.. rungs.OrderByDescending(rung => rung.Height)]);
        return true;
    }

    /// <summary>As <see cref="TryParse"/> reads it; part of a title's fingerprint.</summary>
    public override string ToString() => _isAuto ? "auto" : _rungs.Count == 0 ? "none"
        : string.Join(',', _rungs.Select(rung => $"{rung.Name}:{rung.Rate.BitsPerSecond / 1000}k"));

    /// <summary>The rungs for a picture: those asked for that do not enlarge it; with <c>auto</c> the usual ones below its
    /// height.</summary>
    internal IReadOnlyList<Rung> For(StreamFacts stream)
    {
        int height = stream.Rotation is 90 or 270 ? stream.Width : stream.Height;
        return _isAuto ? [.. Usual.Where(rung => rung.Height < height)] : [.. _rungs.Where(rung => rung.Height <= height)];
    }

    private static bool TryParseRung(string text, [NotNullWhen(true)] out Rung? rung)
    {
        rung = null;
        string[] parts = text.Split(':');
        if (parts.Length != 2 || !parts[0].EndsWith('p') || parts[1].Length < 2)
            return false;
        long unit = parts[1][^1] switch { 'k' or 'K' => 1_000, 'M' or 'm' => 1_000_000, _ => 0 };
        if (!int.TryParse(parts[0][..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            || !decimal.TryParse(parts[1][..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal rate)
            || height is < 16 or > 4320 || unit == 0 || rate > 1_000_000 || rate * unit is < 16_000 or > 200_000_000)
            return false;
        rung = new Rung(height, new BitRate((long)(rate * unit)));
        return true;
    }
}
