using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Payloads;

/// <summary>The payload types of RFC 3551 §6 that need no <c>a=rtpmap</c>, as far as this project speaks their codings.</summary>
public static class StaticPayloads
{
    /// <summary>The first number without a fixed meaning.</summary>
    public const byte FirstDynamic = 96;

    public static readonly PayloadDescription Pcmu = new(0, "PCMU", new(8_000), 1, "");
    public static readonly PayloadDescription Pcma = new(8, "PCMA", new(8_000), 1, "");
    public static readonly PayloadDescription L16Stereo = new(10, "L16", new(44_100), 2, "");
    public static readonly PayloadDescription L16Mono = new(11, "L16", new(44_100), 1, "");
    public static readonly PayloadDescription Mpa = new(14, "MPA", ClockRate.Video, 0, "");
    public static readonly PayloadDescription Jpeg = new(26, "JPEG", ClockRate.Video, 0, "");

    /// <summary>What a payload type means that a session description names without an <c>a=rtpmap</c>.</summary>
    public static bool TryGet(byte payloadType, [NotNullWhen(true)] out PayloadDescription? description)
    {
        description = payloadType switch
        {
            0 => Pcmu,
            8 => Pcma,
            10 => L16Stereo,
            11 => L16Mono,
            14 => Mpa,
            26 => Jpeg,
            _ => null,
        };
        return description is not null;
    }
}
