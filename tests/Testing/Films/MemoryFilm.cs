namespace Streaming.Testing.Films;

/// <summary>A sample file in memory.</summary>
public sealed class MemoryFilm(byte[] bytes) : IByteSource
{
    public ReadOnlySpan<byte> Bytes => bytes;

    public long Length => bytes.Length;

    public bool TryRead(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset + destination.Length > bytes.Length)
            return false;
        bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
        return true;
    }
}
