// ISO/IEC 11172-3 §2.4.1.3 and ISO/IEC 13818-3: the header of an MPEG audio frame, which RFC 2250 leaves to the receiver.
using System.Buffers.Binary;

namespace Streaming.Formats.Payloads.Mpa;

/// <summary>What one MPEG audio frame says of itself.</summary>
/// <param name="FrameSize">Bytes, header included.</param>
/// <param name="Samples">Instants of sound in it.</param>
/// <param name="SampleRate">In hertz.</param>
internal readonly record struct MpegAudioHeader(int FrameSize, int Samples, int SampleRate)
{
    public const int Size = 4;

    private const int LayerOne = 3;
    private const int LayerTwo = 2;
    private const int VersionOne = 3;
    private const int Reserved = 1;

    private static ReadOnlySpan<int> Rates => [44_100, 48_000, 32_000];

    private static ReadOnlySpan<short> LayerOneRates => [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];

    private static ReadOnlySpan<short> LayerTwoRates => [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];

    private static ReadOnlySpan<short> LayerThreeRates => [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

    private static ReadOnlySpan<short> LowLayerOneRates => [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];

    private static ReadOnlySpan<short> LowRates => [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    /// <summary>Reads a frame header; false for anything else, and for "free format", whose frames do not tell their size.</summary>
    public static bool TryParse(ReadOnlySpan<byte> wire, out MpegAudioHeader header)
    {
        header = default;
        if (!BinaryPrimitives.TryReadUInt32BigEndian(wire, out uint bits) || bits >> 21 != 0x7ff)
            return false;
        int version = (int)(bits >> 19) & 3;
        int layer = (int)(bits >> 17) & 3;
        int rateIndex = (int)(bits >> 12) & 15;
        int clockIndex = (int)(bits >> 10) & 3;
        int padding = (int)(bits >> 9) & 1;
        if (version == Reserved || layer == 0 || rateIndex is 0 or 15 || clockIndex == 3)
            return false;

        // Version 2 halves the sampling rates of version 1, "2.5" (coded 0) quarters them.
        bool isOne = version == VersionOne;
        int clock = Rates[clockIndex] >> (isOne ? 0 : version == 0 ? 2 : 1);
        int bitRate = 1_000 * BitRates(isOne, layer)[rateIndex];
        int samples = layer switch { LayerOne => 384, LayerTwo => 1_152, _ => isOne ? 1_152 : 576 };
        int slot = layer == LayerOne ? 4 : 1;
        header = new(((samples / 8 / slot * bitRate / clock) + padding) * slot, samples, clock);
        return true;
    }

    private static ReadOnlySpan<short> BitRates(bool isOne, int layer) => layer switch
    {
        LayerOne => isOne ? LayerOneRates : LowLayerOneRates,
        LayerTwo => isOne ? LayerTwoRates : LowRates,
        _ => isOne ? LayerThreeRates : LowRates,
    };
}
