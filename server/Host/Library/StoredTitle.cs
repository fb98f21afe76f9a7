using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.DataPlane;

namespace Streaming.Server.Host.Library;

/// <summary>One title on disk: its facts always in memory, its index and files only while someone has it open.</summary>
internal sealed class StoredTitle(string folder, Title title)
{
    private readonly Lock _lock = new();
    private MediaIndex? _index;
    private Dictionary<int, MappedFile> _files = [];
    private Dictionary<int, IByteSource> _films = [];
    private int _holds;

    public Title Title { get; } = title;

    /// <summary>Whether it could not be opened when it was last tried.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Takes a hold, opening the files for the first one; the reason where that fails.</summary>
    public OpenTitle? Open(out string failure)
    {
        lock (_lock)
        {
            failure = "";
            if (_holds == 0)
                failure = TryOpenFiles();
            HasFailed = _index is null;
            if (_index is null)
                return null;
            _holds++;
            return new OpenTitle(_index, _films, Release);
        }
    }

    private string TryOpenFiles()
    {
        Dictionary<int, MappedFile> files = [];
        try
        {
            using FileSource stored = new(Path.Combine(folder, TitleFolders.IndexName));
            if (!MediaIndexFile.TryRead(stored, out MediaIndex? index, out ParseError error))
                return $"damaged index: {error}";
            foreach (Track track in index.Title.Tracks)
            {
                files[track.Id] = new MappedFile(Path.Combine(folder, track.SampleFile));
                if (files[track.Id].Length != track.SampleFileSize)
                    return $"{track.SampleFile} has {files[track.Id].Length} bytes, the index says {track.SampleFileSize}";
            }

            _files = files;
            _films = files.ToDictionary(file => file.Key, file => (IByteSource)file.Value);
            _index = index;
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
        finally
        {
            if (_index is null)
                Close(files);
        }
    }

    private void Release()
    {
        lock (_lock)
        {
            if (--_holds > 0)
                return;
            Close(_files);
            _index = null;
            _files = [];
            _films = [];
        }
    }

    private static void Close(Dictionary<int, MappedFile> files)
    {
        foreach (MappedFile file in files.Values)
            file.Dispose();
    }
}
