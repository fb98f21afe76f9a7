using System.Globalization;

namespace Streaming.Qos.FlowSpecs;

/// <summary>What a specification must keep to before anybody computes with it.</summary>
public static class FlowSpecRules
{
    /// <summary>An hour, for every duration: longer buffers are downloads.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromHours(1);

    /// <summary>1 TB: no receiver holds more.</summary>
    public static readonly ByteCount MostMemory = new(1_000_000_000_000);

    /// <summary>A million lost in a row is an outage, not a burst.</summary>
    public const int MostBurst = 1_000_000;

    public const int MostPriority = 9;

    /// <summary>Where nothing is said.</summary>
    public const int UsualPriority = 5;

    /// <summary>Renditions one would accept; a ladder has five.</summary>
    public const int MostNames = 16;

    /// <summary>Streams of one session that have parity; a title has a picture, a few languages, texts and slides.</summary>
    public const int MostProtected = 16;

    internal const string NameRule = "letters, digits, blanks and any of .-_+:@/ only, at most 64";

    private const int MostNameCharacters = 64;

    /// <summary>The first thing wrong with it; null where nothing is.</summary>
    public static FlowSpecFault? Check(TrafficSpec traffic) =>
        Within("r", traffic.Rate, TrafficSpec.MostRate)
        ?? Within("b", traffic.Depth, TrafficSpec.MostDepth)
        ?? Within("p", traffic.Peak, TrafficSpec.MostRate)
        ?? Within("m", traffic.MinUnit, TrafficSpec.MostPacket)
        ?? Within("M", traffic.MaxPacket, TrafficSpec.MostPacket)
        ?? Contradiction(traffic);

    /// <summary>The first thing wrong with it; null where nothing is.</summary>
    public static FlowSpecFault? Check(FlowSpec spec) =>
        (spec.Traffic is null ? null : Check(spec.Traffic))
        ?? (spec.MaxRate is { } rate ? Within("rate", rate, TrafficSpec.MostRate) : null)
        ?? Within("delay", spec.Delay)
        ?? Within("jitter", spec.Jitter)
        ?? Within("loss", spec.Loss)
        ?? Within("burst", spec.LossBurst, MostBurst)
        ?? Within("buffer", spec.Buffer, least: 0)
        ?? (spec.Memory is { } memory ? Within("memory", memory, MostMemory) : null)
        ?? Within("priority", spec.Priority, MostPriority)
        ?? Named("accept", spec.Accept)
        ?? Named("booking", spec.Booking)
        ?? Protects("fec", spec.Protection)
        ?? Within("rtx", spec.Resend, least: 1);

    /// <summary>What is wrong with R; null where nothing is. RFC 2212: it is no lower than r.</summary>
    internal static FlowSpecFault? CheckReserved(TrafficSpec? traffic, BitRate? reserved)
    {
        if (reserved is not { } rate)
            return null;
        if (traffic is null)
            return new(FlowSpecMistake.Missing, "r", "", "R says nothing without r, b, p, m and M");
        return Within("R", rate, TrafficSpec.MostRate) ?? (rate >= traffic.Rate
            ? null
            : new(FlowSpecMistake.ReservedBelowRate, "R", RateText.Format(rate), RateText.Format(traffic.Rate)));
    }

    /// <summary>What a header can carry without quotes: renditions and bookings are called so.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MostNameCharacters && text[0] != ' ' && text[^1] != ' '
        && text.All(each => char.IsAsciiLetterOrDigit(each) || " .-_+:@/".Contains(each, StringComparison.Ordinal));

    internal static FlowSpecFault? Within(string term, BitRate rate, BitRate most, long least = 1) =>
        Within(term, rate.BitsPerSecond, most.BitsPerSecond, bits => RateText.Format(new(bits)), least);

    internal static FlowSpecFault? Within(string term, TimeSpan? time, long least = 1) =>
        time is null ? null : Within(term, time.Value.Ticks, MostTime.Ticks, ticks => DurationText.Format(new(ticks)), least);

    internal static FlowSpecFault? Within(string term, int? number, int most) => number is null
        ? null
        : Within(term, number.Value, most, each => each.ToString(CultureInfo.InvariantCulture), 0);

    internal static FlowSpecFault? Within(string term, Ratio? share, long least = 0) => share is null
        ? null
        : Within(term, share.Value.Billionths, Ratio.One.Billionths, billionths => RatioText.Format(new(billionths)), least);

    /// <summary>What is wrong with a list of layouts; null where nothing is.</summary>
    internal static FlowSpecFault? Protects(string term, IReadOnlyList<StreamProtection> list)
    {
        if (list.Count > MostProtected)
            return new(FlowSpecMistake.TooLarge, term, $"{list.Count} tracks", $"{MostProtected}");
        foreach (StreamProtection one in list)
        {
            if (one.Track < 0 || one.Layout.IsNone || !one.Layout.IsValid)
                return new(FlowSpecMistake.Malformed, term, one.ToString(), ProtectionText.Kind);
            if (list.Count(other => other.Track == one.Track) > 1)
                return new(FlowSpecMistake.Repeated, string.Create(CultureInfo.InvariantCulture, $"{term} of track {one.Track}"));
        }

        return null;
    }

    private static FlowSpecFault? Within(string term, ByteCount size, ByteCount most) =>
        Within(term, size.Bytes, most.Bytes, bytes => SizeText.Format(new(bytes)), 1);

    /// <param name="least">0 or 1.</param>
    private static FlowSpecFault? Within(string term, long value, long most, Func<long, string> format, long least)
    {
        FlowSpecMistake? mistake = value < 0 ? FlowSpecMistake.Negative
            : value < least ? FlowSpecMistake.Zero
            : value > most ? FlowSpecMistake.TooLarge : null;
        return mistake is null ? null : new(mistake.Value, term, format(value), format(most));
    }

    private static FlowSpecFault? Contradiction(TrafficSpec traffic)
    {
        if (traffic.MinUnit > traffic.MaxPacket)
            return new(FlowSpecMistake.UnitAbovePacket, "m", SizeText.Format(traffic.MinUnit), SizeText.Format(traffic.MaxPacket));
        if (traffic.Depth < traffic.MaxPacket)
            return new(FlowSpecMistake.DepthBelowPacket, "b", SizeText.Format(traffic.Depth), SizeText.Format(traffic.MaxPacket));
        return traffic.Peak < traffic.Rate
            ? new(FlowSpecMistake.PeakBelowRate, "p", RateText.Format(traffic.Peak), RateText.Format(traffic.Rate))
            : null;
    }

    internal static FlowSpecFault? Named(string term, string? name) =>
        name is null || IsName(name) ? null : new(FlowSpecMistake.Malformed, term, FlowSpecFault.Shown(name), NameRule);

    private static FlowSpecFault? Named(string term, IReadOnlyList<string> names) => names.Count > MostNames
        ? new(FlowSpecMistake.TooLarge, term, $"{names.Count} names", $"{MostNames}")
        : names.Select(name => Named(term, name)).FirstOrDefault(fault => fault is not null);
}
