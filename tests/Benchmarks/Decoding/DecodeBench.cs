using System.Buffers;
using Streaming.Ffmpeg.Decoding;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Benchmarks.Decoding;

/// <summary>Our use of FFmpeg's decoders beside ffmpeg's own, one thread each, the same films in the same run.</summary>
internal static class DecodeBench
{
    /// <summary>Rounds take turns, so that whatever else runs disturbs both sides.</summary>
    private const int Rounds = 5;

    public static async Task<Table> RunAsync()
    {
        if (!FfmpegLibraries.TryLoad(out string trouble))
            throw new InvalidOperationException(trouble);
        Table table = new($"decode: {FfmpegLibraries.Versions}");
        string[] films = SharedMedia.Exists
            ? [SharedMedia.Find(SharedMedia.Film), SharedMedia.Find(SharedMedia.Hevc), SharedMedia.Find(SharedMedia.WebM)]
            : [TestClips.Find(TestClips.H264Matroska), TestClips.Find(TestClips.H265), TestClips.Find(TestClips.Vp9Opus)];
        foreach (string film in films)
            await MeasureAsync(film, table);
        return table;
    }

    private static async Task MeasureAsync(string film, Table table)
    {
        using TemporaryFolder data = new();
        TitleFolders folders = new(data.Path);
        if (await new Importer(folders, new()).ImportAsync(film, null, CancellationToken.None) is not ImportResult.Imported imported)
            throw new InvalidOperationException($"{film} cannot be imported");
        TrackIndex track = folders.Index(imported.Title.Id)!.Tracks[0];
        using FileSource source = new(Path.Combine(data.Path, "titles", imported.Title.Id, track.Track.SampleFile));
        List<byte[]> units = [.. Enumerable.Range(0, track.Samples.Length).Select(i => Read(track, i, source))];
        List<double> ours = [], theirs = [], startUps = [];
        Figures figures = default;
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(Stopwatches.Time(() => figures = Decode(track, units)));
            theirs.Add(Stopwatches.Time(() => Ffmpeg(film)));
            startUps.Add(Stopwatches.Time(() => Ffmpeg(film, "-frames:v", "1")));
        }

        // What starting a process and finding the first picture costs is not decoding.
        double own = ours.Order().ElementAt(Rounds / 2);
        double other = theirs.Order().ElementAt(Rounds / 2) - startUps.Order().ElementAt(Rounds / 2);
        string name = $"{track.Track.Codec} {track.Track.Width} × {track.Track.Height}";
        table.Add($"{name}: pictures", figures.Pictures / own * 1_000, "/s");
        table.Add($"{name}: ffmpeg -f null", figures.Pictures / other * 1_000, "/s");
        table.Add($"{name}: time, ours / ffmpeg's", own / other, "×", "1.1");
        table.Add($"{name}: managed memory for a picture", figures.Bytes / (double)figures.Pictures, "B", "256");
        table.Add($"{name}: preview of a key picture", figures.Preview, "ms");
    }

    private readonly record struct Figures(long Pictures, long Bytes, double Preview);

    private static Figures Decode(TrackIndex track, List<byte[]> units)
    {
        CodedFormat format = CodedFormat.Of(track.Track);
        if (!VideoDecoder.TryCreate(format, new(Threads: 1, UseHardware: false), out VideoDecoder? decoder, out string trouble))
            throw new InvalidOperationException(trouble);
        using (decoder)
        {
            double preview = Stopwatches.Time(() =>
            {
                if (decoder.TryPreview(units[0], MediaTime.Zero, out DecodedPicture picture))
                    picture.Frame.Dispose();
            });
            long pictures = 0, before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < units.Count; i++)
            {
                decoder.Accept(units[i], track.PresentationTime(i));
                pictures += Take(decoder);
            }

            decoder.Drain();
            pictures += Take(decoder);
            return new(pictures, GC.GetAllocatedBytesForCurrentThread() - before, preview);
        }
    }

    private static int Take(VideoDecoder decoder)
    {
        int count = 0;
        for (; decoder.TryTake(out DecodedPicture picture); count++)
            picture.Frame.Dispose();
        return count;
    }

    private static void Ffmpeg(string film, params string[] options) => Tool.Run(
        "ffmpeg",
        ["-nostdin", "-v", "error", "-threads", "1", "-noautorotate", "-i", film, "-map", "0:v:0", .. options, "-fps_mode", "passthrough",
            "-f", "null", "-"]);

    private static byte[] Read(TrackIndex track, int sample, FileSource source)
    {
        ArrayBufferWriter<byte> bytes = new();
        return SampleReader.TryRead(track, sample, source, bytes)
            ? bytes.WrittenSpan.ToArray()
            : throw new InvalidOperationException("a sample cannot be read");
    }
}
