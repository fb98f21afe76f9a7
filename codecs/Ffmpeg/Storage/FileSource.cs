using Microsoft.Win32.SafeHandles;

namespace Streaming.Ffmpeg.Storage;

/// <summary>A file read by position.</summary>
public sealed class FileSource : IByteSource, IDisposable
{
    private readonly SafeFileHandle _handle;

    /// <exception cref="IOException">The file is not there or may not be read.</exception>
    public FileSource(string path)
    {
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(_handle);
    }

    public long Length { get; }

    public bool TryRead(long offset, Span<byte> destination) => TryRead(_handle, offset, destination);

    /// <summary>Fills <paramref name="destination"/> from a position of an open file; false where the file ends before that, or cannot be
    /// read.</summary>
    public static bool TryRead(SafeFileHandle file, long offset, Span<byte> destination)
    {
        if (offset < 0)
            return false;
        try
        {
            while (destination.Length > 0)
            {
                int read = RandomAccess.Read(file, destination, offset);
                if (read == 0)
                    return false;
                destination = destination[read..];
                offset += read;
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => _handle.Dispose();
}
