using System.Buffers;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Bytes to write in one go, in a pooled buffer that goes back when this is disposed (once).</summary>
public readonly struct InterleavedBatch : IDisposable
{
    private readonly byte[] _buffer;
    private readonly int _length;

    internal InterleavedBatch(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
