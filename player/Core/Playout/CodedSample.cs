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
    private bool _isReleased;

    /// <summary>Of what was sent, in bytes.</summary>
    public int Length { get; private init; }

    /// <summary>Empty where nobody keeps them: <see cref="PlayoutOptions.KeepsBytes"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _rented is null ? 0 : Length);

    public static CodedSample Copy(
        ActiveStream stream, int segment, MediaTime position, ReadOnlySpan<byte> bytes, bool isComplete, bool isKey, bool followsLoss)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, bytes.Length));
        bytes.CopyTo(rented);
        return new(stream, segment, position, isComplete, isKey, followsLoss) { _rented = rented, Length = bytes.Length };
    }

    /// <summary>One of which only the length is known.</summary>
    public static CodedSample WithoutBytes(
        ActiveStream stream, int segment, MediaTime position, int length, bool isComplete, bool isKey, bool followsLoss) =>
        new(stream, segment, position, isComplete, isKey, followsLoss) { Length = length };

    public void Release()
    {
        Invariant.That(!_isReleased, "a sample's buffer goes back once");
        _isReleased = true;
        if (_rented is { } rented)
            ArrayPool<byte>.Shared.Return(rented);
        _rented = null;
    }
}
