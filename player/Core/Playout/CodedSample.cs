using System.Buffers;
using Streaming.Player.Sessions;

namespace Streaming.Player.Playout;

/// <summary>A sample on its way to a decoder. Its bytes are rented and go back with <see cref="Release"/>, once.</summary>
/// <param name="Stream">Of which stream.</param>
/// <param name="Segment">Of which play: <see cref="PlaySegment.Number"/>.</param>
/// <param name="Position">When it is to be shown, on the segment's axis.</param>
/// <param name="IsComplete">False where a packet of it was lost.</param>
/// <param name="IsKey">Decoding can start with it.</param>
/// <param name="FollowsLoss">Samples in front of it are missing or damaged.</param>
public sealed record CodedSample(
    ActiveStream Stream, int Segment, MediaTime Position, bool IsComplete, bool IsKey, bool FollowsLoss)
{
    private byte[]? _rented;
    private int _length;

    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

    public static CodedSample Copy(
        ActiveStream stream, int segment, MediaTime position, ReadOnlySpan<byte> bytes, bool isComplete, bool isKey, bool followsLoss)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, bytes.Length));
        bytes.CopyTo(rented);
        return new(stream, segment, position, isComplete, isKey, followsLoss) { _rented = rented, _length = bytes.Length };
    }

    public void Release()
    {
        byte[]? rented = _rented;
        Invariant.That(rented is not null, "a sample's buffer goes back once");
        _rented = null;
        _length = 0;
        ArrayPool<byte>.Shared.Return(rented);
    }
}
