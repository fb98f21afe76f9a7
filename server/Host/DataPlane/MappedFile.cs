using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;
using Streaming.Ffmpeg.Storage;
using Streaming.Server.Host.DataPlane.Native;

namespace Streaming.Server.Host.DataPlane;

/// <summary>A sample file: mapped for the kernel, read by position for everybody else.</summary>
/// <remarks>
/// Managed code never touches the mapping: reading a mapped page beyond the end of a file that shrank raises SIGBUS and ends the process.
/// The kernel answers EFAULT instead, which ends one session.
/// </remarks>
public sealed unsafe class MappedFile : IByteSource, IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly MemoryMappedFile? _mapping;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly DateTime _written;
    private volatile bool _changed;

    /// <exception cref="IOException">It cannot be opened or mapped.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public MappedFile(string path)
    {
        Path = path;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            Length = RandomAccess.GetLength(_file);
            _written = File.GetLastWriteTimeUtc(_file);
            if (Length == 0)
                return;
            _mapping = MemoryMappedFile.CreateFromFile(
                _file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            _view = _mapping.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
            byte* address = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref address);
            Address = (nint)address;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>As it was when the file was opened.</summary>
    public long Length { get; }

    /// <summary>Where the mapping begins, for system calls only; zero for an empty file.</summary>
    public nint Address { get; private set; }

    /// <summary>Whether <see cref="CheckUnchanged"/> ever found the file truncated, overwritten or replaced.</summary>
    public bool IsChanged => _changed;

    public bool TryRead(long offset, Span<byte> destination) =>
        offset + destination.Length <= Length && FileSource.TryRead(_file, offset, destination);

    /// <summary>Asks the system to have these bytes in memory soon; does not wait for them.</summary>
    public void Prefetch(long offset, long length)
    {
        if (Libc.IsSupported && !_file.IsClosed)
            _ = Libc.AdviseFile(_file, offset, length, Libc.WillNeed);
    }

    /// <summary>Looks whether the file is still the one that was opened. One that was unlinked is: its bytes stay until it is
    /// closed.</summary>
    public bool CheckUnchanged()
    {
        if (_changed)
            return false;
        try
        {
            FileInfo there = new(Path);
            _changed = RandomAccess.GetLength(_file) != Length || File.GetLastWriteTimeUtc(_file) != _written
                || (there.Exists && (there.Length != Length || there.LastWriteTimeUtc != _written));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _changed = true;
        }

        return !_changed;
    }

    public void Dispose()
    {
        if (Address != 0)
        {
            Address = 0;
            _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        _view?.Dispose();
        _mapping?.Dispose();
        _file.Dispose();
    }
}
