namespace Streaming.Primitives.Bytes;

/// <summary>Bytes that lie somewhere else (a file, an array in a test) and are read by position.</summary>
/// <remarks>Cores name slices of a source; shells hand them to the kernel or read them. A source never changes its length while it is open;
/// one that turns out shorter than promised makes <see cref="TryRead"/> answer false.</remarks>
public interface IByteSource
{
    long Length { get; }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/>; false where the source ends before that, or cannot be
    /// read.</summary>
    bool TryRead(long offset, Span<byte> destination);
}
