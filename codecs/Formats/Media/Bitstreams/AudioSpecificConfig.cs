namespace Streaming.Formats.Media.Bitstreams;

/// <summary>The two bytes that tell an AAC decoder what it gets. ISO/IEC 14496-3 §1.6.2.1.</summary>
public static class AudioSpecificConfig
{
    /// <summary>Low complexity.</summary>
    public const int LowComplexity = 2;

    private static readonly int[] Frequencies =
        [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

    /// <summary>The index of a sampling rate; −1 for one that has none.</summary>
    public static int FrequencyIndex(int hertz) => Array.IndexOf(Frequencies, hertz);

    /// <param name="channels">The channel configuration, 1 … 7.</param>
    public static byte[] Write(int objectType, int frequencyIndex, int channels) =>
        [(byte)((objectType << 3) | (frequencyIndex >> 1)), (byte)((frequencyIndex << 7) | (channels << 3))];
}
