using System.Globalization;

namespace Streaming.Primitives.Units;

/// <summary>Which packets of a stream parity is made of: blocks of L columns and D rows, filled row by row in the order of
/// sending.</summary>
/// <remarks>
/// Column parity is the XOR of the D packets that stand one below the other, L apart: it mends bursts of up to L. Row parity is that of L
/// packets in a row: it mends single losses soon. Both together mend most of what either leaves. As text: <c>10x5</c> (columns),
/// <c>10x0</c> (rows of ten), <c>10x5+rows</c> (both), <c>none</c>.
/// </remarks>
/// <param name="Columns">L, 1 … 64: how many packets stand in a row; 0: there is no parity.</param>
/// <param name="Rows">D, 2 … 64 with column parity; 0 where there is only row parity.</param>
/// <param name="HasRowParity">Whether each row has a parity packet.</param>
public readonly record struct ParityLayout(byte Columns, byte Rows, bool HasRowParity)
{
    /// <summary>Both ends keep a block or two of it: 400 × 1 400 B is 560 kB.</summary>
    public const int MostPackets = 400;

    /// <summary>Of columns, and of rows.</summary>
    public const int MostOfEither = 64;

    public static readonly ParityLayout None;

    public bool IsNone => Columns == 0;

    public bool HasColumnParity => Rows > 0;

    /// <summary>Media packets of a block.</summary>
    public int Packets => Columns * Math.Max((byte)1, Rows);

    /// <summary>Parity packets of a block.</summary>
    public int ParityPackets => (HasColumnParity ? Columns : 0) + (HasRowParity ? Math.Max((byte)1, Rows) : 0);

    /// <summary>Media packets from the first of a block to its last parity: column parity is spread over the block behind it.</summary>
    public int Span => HasColumnParity ? 2 * Packets : Columns;

    /// <summary>Parity packets for each media packet: 1/D, 1/L, or both.</summary>
    public Ratio Overhead => IsNone ? default : new(1_000_000_000L * ParityPackets / Packets);

    public static ParityLayout OfColumns(int columns, int rows) => Checked(new((byte)columns, (byte)rows, HasRowParity: false));

    public static ParityLayout OfRows(int columns) => Checked(new((byte)columns, 0, HasRowParity: true));

    public static ParityLayout OfBoth(int columns, int rows) => Checked(new((byte)columns, (byte)rows, HasRowParity: true));

    /// <summary>Whether it is one that can be sent: within the limits, and with any parity at all.</summary>
    public bool IsValid => this == None
        || (Columns is >= 1 and <= MostOfEither && Rows is 0 or (>= 2 and <= MostOfEither) && (Rows > 0 || HasRowParity)
            && Packets <= MostPackets);

    /// <summary>Reads what <see cref="ToString"/> writes; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ParityLayout layout)
    {
        layout = None;
        if (text is "none")
            return true;
        const string Both = "+rows";
        bool isBoth = text.EndsWith(Both, StringComparison.Ordinal);
        ReadOnlySpan<char> size = isBoth ? text[..^Both.Length] : text;
        int cross = size.IndexOf('x');
        if (cross < 0
            || !byte.TryParse(size[..cross], NumberStyles.None, CultureInfo.InvariantCulture, out byte columns)
            || !byte.TryParse(size[(cross + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out byte rows)
            || columns == 0
            || (isBoth && rows == 0))
            return false;
        ParityLayout read = new(columns, rows, isBoth || rows == 0);
        layout = read.IsValid ? read : None;
        return read.IsValid;
    }

    public override string ToString() => IsNone
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{Columns}x{Rows}{(HasRowParity && HasColumnParity ? "+rows" : "")}");

    private static ParityLayout Checked(ParityLayout layout)
    {
        Invariant.That(layout.IsValid);
        return layout;
    }
}
