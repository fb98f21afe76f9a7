namespace Streaming.Testing.Titles;

/// <summary>A sample file of zeros.</summary>
public sealed class MemorySource(long length) : IByteSource
{
    public long Length => length;

    public bool TryRead(long offset, Span<byte> destination)
    {
        destination.Clear();
        return offset >= 0 && offset + destination.Length <= length;
    }
}
