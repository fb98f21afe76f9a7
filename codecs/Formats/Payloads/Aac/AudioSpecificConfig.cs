// ISO/IEC 14496-3 §1.6.2.1, as RFC 3640 carries it in "config".
namespace Streaming.Formats.Payloads.Aac;

/// <summary>The beginning of a decoder configuration: as much of it as timing and the session description need.</summary>
/// <param name="ObjectType">2 is AAC-LC; 5 and 29 are HE-AAC and its version 2.</param>
/// <param name="CoreRate">The rate of the core coder in hertz: with SBR, half of what is heard.</param>
/// <param name="OutputRate">The rate of what is heard, in hertz.</param>
/// <param name="ChannelConfiguration">1 … 7; 0 where a program config element says it.</param>
/// <param name="FrameLength">Samples in an access unit at the core's rate: 1 024, or 960.</param>
internal readonly record struct AudioSpecificConfig(int ObjectType, int CoreRate, int OutputRate, int ChannelConfiguration, int FrameLength)
{
    private const int Escape = 31;
    private const int ExplicitRate = 15;
    private const int Sbr = 5;
    private const int ParametricStereo = 29;

    private static ReadOnlySpan<int> Rates =>
        [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

    /// <summary>What an access unit lasts, in units of a clock; rounded down where it does not come out even.</summary>
    public long UnitDuration(ClockRate clock) => (long)FrameLength * clock.Hertz / CoreRate;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out AudioSpecificConfig config)
    {
        config = default;
        BitReader bits = new(bytes);
        if (!TryReadObjectType(ref bits, out int type) || !TryReadRate(ref bits, out int core) || !bits.TryRead(4, out uint channels))
            return false;

        // SBR signalled in front: the rate so far was the core's, now come that of the output and the core's own type.
        int output = core, coreType = type;
        if (type is Sbr or ParametricStereo && (!TryReadRate(ref bits, out output) || !TryReadObjectType(ref bits, out coreType)))
            return false;

        // frameLengthFlag opens the GASpecificConfig of the AAC family.
        bool isShort = coreType is (>= 1 and <= 4) or 6 or 7 && bits.TryRead(1, out uint flag) && flag == 1;
        config = new(type, core, output, (int)channels, isShort ? 960 : 1_024);
        return true;
    }

    private static bool TryReadObjectType(ref BitReader bits, out int type)
    {
        type = 0;
        if (!bits.TryRead(5, out uint value))
            return false;
        type = (int)value;
        if (type != Escape)
            return true;
        if (!bits.TryRead(6, out uint more))
            return false;
        type = 32 + (int)more;
        return true;
    }

    private static bool TryReadRate(ref BitReader bits, out int rate)
    {
        rate = 0;
        if (!bits.TryRead(4, out uint index))
            return false;
        if (index == ExplicitRate)
        {
            bool isThere = bits.TryRead(24, out uint value);
            rate = (int)value;
            return isThere && rate > 0;
        }

        if (index >= Rates.Length)
            return false;
        rate = Rates[(int)index];
        return true;
    }
}
