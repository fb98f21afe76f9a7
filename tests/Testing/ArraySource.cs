namespace Streaming.Testing;

/// <summary>Bytes in memory as a source; nothing beyond them can be read.</summary>
public sealed class ArraySource(byte[] bytes) : IByteSource
{
    public long Length => bytes.Length;

    public bool TryRead(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > bytes.Length - destination.Length)
            return false;
        bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
        return true;
    }
}
