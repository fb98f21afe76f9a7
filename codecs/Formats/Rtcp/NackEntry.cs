using System.Buffers.Binary;
using System.Numerics;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>One packet that was lost, and which of the sixteen behind it: <c>foreach (SequenceNumber lost in entry)</c>. RFC 4585
/// §6.2.1.</summary>
/// <param name="First">PID, the number of the packet.</param>
/// <param name="Following">BLP: the lowest bit stands for the packet behind it.</param>
public readonly record struct NackEntry(SequenceNumber First, ushort Following)
{
    /// <summary>In bytes.</summary>
    public const int Size = 4;

    /// <summary>The most packets one entry names.</summary>
    public const int MostPackets = 17;

    /// <summary>1 … 17.</summary>
    public int Packets => 1 + BitOperations.PopCount(Following);

    /// <summary>Puts numbers together, in as few entries as their order allows: best from the earliest to the latest.</summary>
    /// <param name="entries">As many as there are numbers are always enough; what does not fit is left out.</param>
    /// <returns>How many entries it has become.</returns>
    public static int Pack(ReadOnlySpan<SequenceNumber> lost, Span<NackEntry> entries)
    {
        int count = 0;
        foreach (SequenceNumber number in lost)
        {
            int behind = count > 0 ? number.Since(entries[count - 1].First) : -1;
            if (behind is >= 0 and < MostPackets)
                entries[count - 1] = entries[count - 1].With(behind);
            else if (count < entries.Length)
                entries[count++] = new(number, 0);
            else
                break;
        }

        return count;
    }

    public Enumerator GetEnumerator() => new(this);

    internal static NackEntry Read(ReadOnlySpan<byte> wire) =>
        new(new(BinaryPrimitives.ReadUInt16BigEndian(wire)), BinaryPrimitives.ReadUInt16BigEndian(wire[2..]));

    private NackEntry With(int behind) => behind == 0 ? this : this with { Following = (ushort)(Following | (1 << (behind - 1))) };

    /// <summary>Walks the numbers, the earliest first.</summary>
    public struct Enumerator
    {
        private readonly SequenceNumber _first;
        private int _left;
        private int _at;

        internal Enumerator(NackEntry entry) => (_first, _left, _at) = (entry.First, (entry.Following << 1) | 1, -1);

        public readonly SequenceNumber Current => _first + _at;

        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            _at = BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            return true;
        }
    }
}
