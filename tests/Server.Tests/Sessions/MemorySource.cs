namespace Streaming.Server.Tests.Sessions;

/// <summary>A sample file of zeros.</summary>
internal sealed class MemorySource(long length) : IByteSource
{
    public long Length => length;

    public bool TryRead(long offset, Span<byte> destination)
    {
        destination.Clear();
        return offset >= 0 && offset + destination.Length <= length;
    }
}
