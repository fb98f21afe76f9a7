using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Knows which pictures are damaged because of what was damaged before them: decoders only tell of what they see
/// themselves.</summary>
/// <remarks>
/// Pictures come out in another order than they go in. What follows a damaged picture in time, up to the next key picture that follows
/// it, is damaged; pictures that nothing refers to spoil themselves alone.
/// </remarks>
internal sealed class DamageWatch(Codec codec)
{
    /// <summary>Twice the most pictures that H.264 and H.265 let wait for their turn.</summary>
    private const int Limit = 32;

    private readonly long[] _single = new long[Limit];
    private int _count;
    private long? _from;
    private bool _isDirty;

    private bool HasUnits => codec is Codec.H264 or Codec.H265;

    /// <summary>Something was damaged, and here is a key picture: the decoder should forget what it knows. True once.</summary>
    public bool NeedsCleanStart(ReadOnlySpan<byte> accessUnit)
    {
        if (!_isDirty || !HasUnits || !IsKey(accessUnit))
            return false;
        _isDirty = false;
        return true;
    }

    /// <summary>An access unit goes in of which something is missing.</summary>
    public void Damaged(ReadOnlySpan<byte> accessUnit, long position)
    {
        _isDirty = true;
        if (IsReference(accessUnit))
            _from = _from is { } from ? Math.Min(from, position) : position;
        else
            _single[_count++ % Limit] = position;
    }

    /// <summary>A picture comes out.</summary>
    /// <param name="isBidirectional">A B picture: few others refer to it, if any.</param>
    /// <param name="isDamaged">The decoder says so itself.</param>
    public bool Judge(long position, bool isKey, bool isBidirectional, bool isDamaged)
    {
        _isDirty |= isDamaged;
        if (_from is { } from && position > from && isKey && !isDamaged)
            _from = null;
        else if (_from is null && isDamaged && !isBidirectional && codec != Codec.Jpeg)
            _from = position;
        return isDamaged || position >= _from || _single.AsSpan(0, Math.Min(_count, Limit)).Contains(position);
    }

    public void Clear()
    {
        _from = null;
        _count = 0;
        _isDirty = false;
    }

    /// <summary>Whether other pictures may refer to it; where that cannot be told, they may.</summary>
    private bool IsReference(ReadOnlySpan<byte> accessUnit)
    {
        if (!HasUnits)
            return codec != Codec.Jpeg;
        for (int at = Next(accessUnit, 0); at >= 0; at = Next(accessUnit, at))
        {
            // H.264 §7.4.1: slices are types 1 … 5, nal_ref_idc of 0 is for no reference. H.265 §7.4.2.2: up to 15 even types are none.
            byte head = accessUnit[at];
            int type = TypeOf(head);
            if (codec == Codec.H264 && type is >= 1 and <= 5)
                return (head & 0x60) != 0;
            if (codec == Codec.H265 && type < 32)
                return type > 15 || (type & 1) == 1;
        }

        return true;
    }

    /// <summary>Stored key pictures of H.264 have their parameter sets with them; those of H.265 are types of their own.</summary>
    private bool IsKey(ReadOnlySpan<byte> accessUnit)
    {
        for (int at = Next(accessUnit, 0); at >= 0; at = Next(accessUnit, at))
        {
            int type = TypeOf(accessUnit[at]);
            if (codec == Codec.H264 ? type is 5 or 7 : type is >= 16 and <= 21)
                return true;
        }

        return false;
    }

    private int TypeOf(byte head) => codec == Codec.H264 ? head & 0x1f : (head >> 1) & 0x3f;

    /// <summary>The head of the next NAL unit; −1 where there is none.</summary>
    private static int Next(ReadOnlySpan<byte> accessUnit, int from)
    {
        ReadOnlySpan<byte> code = [0, 0, 1];
        int found = accessUnit[from..].IndexOf(code);
        int head = from + found + code.Length;
        return found < 0 || head >= accessUnit.Length ? -1 : head;
    }
}
