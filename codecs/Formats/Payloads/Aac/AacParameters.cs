// RFC 3640 §4.1: what a session description says about an AAC stream.
using Streaming.Formats.Media;

namespace Streaming.Formats.Payloads.Aac;

/// <summary>Writes the parameters of mode AAC-hbr from a track's AudioSpecificConfig, and reads those a receiver needs.</summary>
internal static class AacParameters
{
    private const int AudioStream = 5;

    public static string Describe(Track track)
    {
        if (!AudioSpecificConfig.TryParse(track.Configuration, out AudioSpecificConfig config))
            config = config with { OutputRate = track.Clock.Hertz };
        return $"streamtype={AudioStream}; profile-level-id={ProfileLevel(config, track.Channels)}; mode=AAC-hbr; "
            + $"config={Convert.ToHexString(track.Configuration)}; sizelength=13; indexlength=3; indexdeltalength=3"
            + (track.Interleaving is { } interleaving ? Describe(interleaving) : "");
    }

    /// <summary>The size of the buffer is said in any case: what a rate and the displacement make of it may be too small, since the rate
    /// varies.</summary>
    private static string Describe(Interleaving interleaving) =>
        $"; constantduration={interleaving.UnitDuration}; maxdisplacement={interleaving.MaxDisplacement}; "
        + $"de-interleavebuffersize={interleaving.LargestGroup}";

    /// <summary>The least audioProfileLevelIndication that covers the stream. ISO/IEC 14496-3, table 1.14.</summary>
    private static int ProfileLevel(AudioSpecificConfig config, int channels) => config.ObjectType switch
    {
        5 => channels <= 2 ? (config.OutputRate <= 48_000 ? 0x2c : 0x2d) : (config.OutputRate <= 48_000 ? 0x2e : 0x2f),
        29 => channels <= 2 ? (config.OutputRate <= 48_000 ? 0x30 : 0x31) : (config.OutputRate <= 48_000 ? 0x32 : 0x33),
        _ when channels <= 2 && config.OutputRate <= 24_000 => 0x28,
        _ when channels <= 2 && config.OutputRate <= 48_000 => 0x29,
        _ => config.OutputRate <= 48_000 ? 0x2a : 0x2b,
    };
}
