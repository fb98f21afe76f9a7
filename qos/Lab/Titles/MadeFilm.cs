using Streaming.Primitives.Chance;

namespace Streaming.Lab.Titles;

/// <summary>The bytes of a made-up track, each made when it is read.</summary>
/// <remarks>
/// A sample lies at an address that says what it is, so that nothing is looked up: two bits of its kind, then its number, then 24 bits for
/// what lies within. It begins as its kind begins; what follows is noise without zeros, in which there is no start code.
/// </remarks>
internal sealed class MadeFilm(byte[] sequenceSet) : IByteSource
{
    public const int MostSample = 1 << WithinBits;

    private const int WithinBits = 24, KindShift = 60;

    /// <summary>The noise is repeated; a read may begin anywhere in its first part. Small, so that reading it leaves the caches to whoever
    /// is simulated.</summary>
    private const int Period = 1 << 13, MostPiece = 1 << 12;

    private static readonly byte[] PictureSet = [0x68, 0xCE, 0x38, 0x80];
    private static readonly byte[] Noise = MakeNoise();

    private readonly byte[][] _beginnings =
    [
        [],
        [0, 0, 0, 1, .. sequenceSet, 0, 0, 0, 1, .. PictureSet, 0, 0, 0, 1, 0x65, 0x88],
        [0, 0, 0, 1, 0x41, 0x9A],
        [0, 0, 0, 1, 0x01, 0x9A],
    ];

    /// <summary>All parameter sets as they stand in front of a key picture.</summary>
    public byte[] ParameterSets => _beginnings[(int)MadeKind.Key][..^6];

    public long Length => long.MaxValue;

    /// <summary>Where a sample lies.</summary>
    public static long AddressOf(MadeKind kind, int number) => ((long)kind << KindShift) | ((long)number << WithinBits);

    /// <summary>How many bytes samples of that kind have at least: something must follow their beginning.</summary>
    public int LeastSize(MadeKind kind) => _beginnings[(int)kind].Length + 8;

    public bool TryRead(long offset, Span<byte> destination)
    {
        byte[] beginning = _beginnings[(int)(offset >> KindShift)];
        int within = (int)(offset & (MostSample - 1)), taken = 0;
        if (within < beginning.Length)
        {
            taken = Math.Min(beginning.Length - within, destination.Length);
            beginning.AsSpan(within, taken).CopyTo(destination);
        }

        // Each sample begins elsewhere in it.
        int start = within + ((int)(offset >> WithinBits) * 7_919);
        while (taken < destination.Length)
        {
            int piece = Math.Min(destination.Length - taken, MostPiece);
            Noise.AsSpan((start + taken) & (Period - 1), piece).CopyTo(destination[taken..]);
            taken += piece;
        }

        return true;
    }

    private static byte[] MakeNoise()
    {
        byte[] noise = new byte[Period + MostPiece];
        new SeededRandom(0x6e6f697365).Fill(noise.AsSpan(0, Period));
        for (int i = 0; i < Period; i++)
            noise[i] |= 4;
        noise.AsSpan(0, MostPiece).CopyTo(noise.AsSpan(Period));
        return noise;
    }
}
