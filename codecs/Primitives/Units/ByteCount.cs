namespace Streaming.Primitives.Units;

/// <summary>An amount of bytes; k is always 1 000.</summary>
public readonly record struct ByteCount(long Bytes) : IComparable<ByteCount>
{
    public static readonly ByteCount Zero;

    public static ByteCount operator +(ByteCount left, ByteCount right) => new(checked(left.Bytes + right.Bytes));

    public static ByteCount operator -(ByteCount left, ByteCount right) => new(checked(left.Bytes - right.Bytes));

    public static bool operator <(ByteCount left, ByteCount right) => left.Bytes < right.Bytes;

    public static bool operator >(ByteCount left, ByteCount right) => left.Bytes > right.Bytes;

    public static bool operator <=(ByteCount left, ByteCount right) => left.Bytes <= right.Bytes;

    public static bool operator >=(ByteCount left, ByteCount right) => left.Bytes >= right.Bytes;

    public int CompareTo(ByteCount other) => Bytes.CompareTo(other.Bytes);

    public override string ToString() => Bytes switch
    {
        >= 1_000_000_000 => $"{Bytes / 1e9:0.##} GB",
        >= 1_000_000 => $"{Bytes / 1e6:0.##} MB",
        >= 1_000 => $"{Bytes / 1e3:0.##} kB",
        _ => $"{Bytes} B",
    };
}
