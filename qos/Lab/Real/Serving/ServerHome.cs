using System.Buffers;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Configuration;

namespace Streaming.Lab.Real.Serving;

/// <summary>A folder of its own for a server: its configuration, and its titles, stored as if they had been imported.</summary>
internal sealed class ServerHome : IDisposable
{
    /// <summary>Two hours of 4 Mb/s: who plays more by the real clock has room to spare for it, and says so by a film of his own.</summary>
    private const long MostBytes = 4_000_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("streaming-lab-").FullName;

    private ServerHome()
    {
    }

    public string Configuration => Path.Combine(_folder, "streaming.yml");

    /// <param name="options">What differs from the defaults; folders, ports and the log are this class's.</param>
    /// <exception cref="RealRunException">The titles are too large to be written out, or cannot be.</exception>
    public static ServerHome Make(ICatalogue titles, ServerOptions options, CancellationToken stop = default)
    {
        ServerHome home = new();
        try
        {
            string data = Path.Combine(home._folder, "data");
            string library = Directory.CreateDirectory(Path.Combine(home._folder, "library")).FullName;
            Store(titles, new(data), stop);
            ServerOptions complete = options with
            {
                Host = "127.0.0.1",
                Library = [library],
                Data = data,
                Rtsp = options.Rtsp with { Port = 0 },
                Rtp = options.Rtp with { Port = 0 },
                Http = options.Http with { Port = 0 },
                Log = options.Log with { Format = LogFormat.Json },
            };
            File.WriteAllText(home.Configuration, ConfigurationText.Write(complete));
            return home;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            home.Dispose();
            throw new RealRunException($"the server's folder cannot be made: {wrong.Message}");
        }
        catch
        {
            home.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Store(ICatalogue titles, TitleFolders folders, CancellationToken stop)
    {
        long bytes = 0;
        foreach (Title facts in titles.Titles)
        {
            using OpenTitle title = titles.Open(facts.Id) ?? throw new RealRunException($"the title '{facts.Id}' cannot be read");
            foreach (TrackIndex track in title.Index.Tracks)
            {
                foreach (ref readonly MediaSample sample in track.Samples)
                    bytes += sample.Size;
            }

            if (bytes > MostBytes)
                throw new RealRunException("its titles are larger than 4 GB, which are written out for a server of its own: shorten them");
            string folder = Directory.CreateDirectory(folders.Of(facts.Id)!).FullName;
            Store(title, folder, stop);
        }
    }

    private static void Store(OpenTitle title, string folder, CancellationToken stop)
    {
        string index = Path.Combine(folder, TitleFolders.IndexName);
        TrackIndex[] tracks = [.. title.Index.Tracks.Select(track => Store(track, title.Film(track.Track.Id), folder, stop))];

        // Its film is this very file: the library has none, and takes no title off the list whose film is there.
        Title facts = title.Index.Title with { Tracks = [.. tracks.Select(track => track.Track)], Source = index, Cover = "" };
        ArrayBufferWriter<byte> written = new();
        MediaIndexFile.Write(new(facts, tracks), written);
        File.WriteAllBytes(index, written.WrittenSpan);
    }

    /// <summary>Writes its samples one behind the other, wherever they lay before.</summary>
    private static TrackIndex Store(TrackIndex track, IByteSource film, string folder, CancellationToken stop)
    {
        string name = $"{track.Track.Id}.samples";
        MediaSample[] samples = track.Samples.ToArray();
        using FileStream file = new(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        byte[] buffer = [];
        for (int i = 0; i < samples.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            if (buffer.Length < samples[i].Size)
                buffer = new byte[samples[i].Size];
            Span<byte> content = buffer.AsSpan(0, samples[i].Size);
            if (!film.TryRead(samples[i].Offset, content))
                throw new IOException($"{name}: the film ends before its index says");
            samples[i] = samples[i] with { Offset = file.Position };
            file.Write(content);
        }

        Track stored = track.Track with { SampleFile = name, SampleFileSize = file.Position };
        return new(stored, samples, track.Units.ToArray(), track.Traffic);
    }
}
