namespace Streaming.Formats.Fec;

/// <summary>What a parity packet is the sum of, and what else is to be expected.</summary>
public enum ParityKind : byte
{
    /// <summary>Packets in a row; nothing else protects them.</summary>
    Row,

    /// <summary>Packets in a row, whose columns get parity too, later.</summary>
    RowBeforeColumns,

    /// <summary>Packets one below the other.</summary>
    Column,
}
