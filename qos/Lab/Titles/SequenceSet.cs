namespace Streaming.Lab.Titles;

/// <summary>Writes an H.264 sequence parameter set that says how large a picture is, and else as little as it may. H.264
/// §7.3.2.1.1.</summary>
internal sealed class SequenceSet
{
    private readonly List<byte> _bytes = [];
    private int _current;
    private int _bits;

    /// <summary>Of the baseline profile, whose pictures are shown in the order in which they are decoded.</summary>
    /// <param name="width">Even, as <paramref name="height"/> is.</param>
    public static byte[] Of(int width, int height)
    {
        SequenceSet set = new();
        (int columns, int rows) = ((width + 15) / 16, (height + 15) / 16);
        set.Bits(0x67, 8).Bits(66, 8).Bits(0xC0, 8).Bits(30, 8);

        // Its number, bits of frame numbers less 4, order of pictures by decoding, reference frames; no gaps.
        set.Count(0).Count(0).Count(2).Count(1).Bits(0, 1);
        set.Count(columns - 1).Count(rows - 1).Bits(0b11, 2);
        (int right, int bottom) = (((columns * 16) - width) / 2, ((rows * 16) - height) / 2);
        if (right + bottom == 0)
            set.Bits(0, 1);
        else
            set.Bits(1, 1).Count(0).Count(right).Count(0).Count(bottom);

        // Nothing of colours and clocks; the bit that ends it.
        set.Bits(0b01, 2);
        while (set._bits != 0)
            set.Bits(0, 1);
        return [.. set._bytes];
    }

    private SequenceSet Bits(int value, int count)
    {
        for (int bit = count - 1; bit >= 0; bit--)
        {
            _current = (_current << 1) | ((value >> bit) & 1);
            if (++_bits < 8)
                continue;
            End();
        }

        return this;
    }

    /// <summary>An unsigned Exp-Golomb code. H.264 §9.1.</summary>
    private SequenceSet Count(int value)
    {
        int bits = 0;
        while ((value + 1) >> (bits + 1) != 0)
            bits++;
        return Bits(0, bits).Bits(value + 1, bits + 1);
    }

    /// <summary>Two bytes of zeros and one below four would look like a start code. H.264 §7.4.1.1.</summary>
    private void End()
    {
        if (_bytes is [.., 0, 0] && _current <= 3)
            _bytes.Add(3);
        _bytes.Add((byte)_current);
        (_current, _bits) = (0, 0);
    }
}
