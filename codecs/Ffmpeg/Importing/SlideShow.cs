using System.Buffers;
using Streaming.Ffmpeg.Probing;
using Streaming.Ffmpeg.Processes;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Jpeg;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Makes the slide track: pictures of one size, each sent when it is due and again every few seconds for those who come
/// later.</summary>
/// <remarks>A picture is stored once; its repetitions are further samples of the same bytes.</remarks>
internal sealed class SlideShow(string sources, string folder, Track facts)
{
    /// <summary>How long somebody who joins waits for the picture; at 100 kB a picture it costs 160 kb/s.</summary>
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(5);

    /// <summary>Macroblocks of 4:2:0 are 16 wide: sides of whole ones leave no decoder anything to crop.</summary>
    private const int Block = 16;

    private const int MaxSide = JpegHeader.MaxSide / Block * Block;

    private readonly Dictionary<string, (long Offset, int Size)> _stored = [];
    private readonly List<MediaSample> _samples = [];
    private readonly List<MediaUnit> _units = [];

    public async Task<TrackIndex> MakeAsync(IReadOnlyList<RecipeSlide> slides, TimeSpan end, CancellationToken cancellation)
    {
        (int width, int height) = await SizeAsync(slides, cancellation);
        string path = Path.Combine(folder, facts.SampleFile);
        await using (FileStream output = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            for (int i = 0; i < slides.Count; i++)
            {
                int firstUnit = _units.Count;
                if (!_stored.TryGetValue(slides[i].File, out (long Offset, int Size) picture))
                {
                    byte[] bytes = await ConvertAsync(slides[i], width, height, cancellation);
                    picture = (output.Position, bytes.Length);
                    await output.WriteAsync(bytes, cancellation);
                    _stored.Add(slides[i].File, picture);
                }

                AddUnits(picture.Size);
                TimeSpan until = i + 1 < slides.Count ? slides[i + 1].At : end;
                AddSamples(picture, slides[i].At, until < end ? until : end, firstUnit);
            }
        }

        Track track = facts with
        {
            Width = width,
            Height = height,
            Configuration = [(byte)JpegSampling.Yuv420],
            SampleFileSize = new FileInfo(path).Length,
        };
        return new TrackIndex(TrackRates.Measure(track, _samples), [.. _samples], [.. _units]);
    }

    private void AddSamples((long Offset, int Size) picture, TimeSpan from, TimeSpan until, int firstUnit)
    {
        for (TimeSpan at = from; at < until; at += Repeat)
        {
            TimeSpan length = until - at < Repeat ? until - at : Repeat;
            _samples.Add(new MediaSample(
                picture.Offset, facts.Clock.ToUnits(at), 0, picture.Size, (int)facts.Clock.ToUnits(length), firstUnit, 3, SampleFlags.Key));
        }
    }

    private void AddUnits(int size)
    {
        const int tableSize = 64;
        int scan = size - JpegHeader.Size - JpegHeader.EndOfImage.Length;
        _units.Add(new MediaUnit(JpegHeader.Size, scan, 0));
        _units.Add(new MediaUnit(JpegHeader.LumaTable, tableSize, 0));
        _units.Add(new MediaUnit(JpegHeader.ChromaTable, tableSize, 0));
    }

    /// <summary>The smallest size that holds all pictures, scaled down to what the packet header can say.</summary>
    private async Task<(int Width, int Height)> SizeAsync(IReadOnlyList<RecipeSlide> slides, CancellationToken cancellation)
    {
        int width = Block, height = Block;
        foreach (string file in slides.Select(slide => slide.File).Distinct())
        {
            MediaFacts picture = await ProbeAsync(file, cancellation);
            StreamFacts stream = picture.Streams.FirstOrDefault(stream => stream is { Kind: StreamKind.Video, Width: > 0 })
                ?? throw new MediaException($"{file}: not a picture");
            (width, height) = (Math.Max(width, stream.Width), Math.Max(height, stream.Height));
        }

        double scale = Math.Min(1, (double)MaxSide / Math.Max(width, height));
        return (WholeBlocks(width * scale), WholeBlocks(height * scale));
    }

    private async Task<MediaFacts> ProbeAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return await Probe.ReadAsync(Path.Combine(sources, file), cancellation);
        }
        catch (MediaException e)
        {
            throw new MediaException($"{file}: {e.Message}");
        }
    }

    private static int WholeBlocks(double side) => Math.Clamp((int)Math.Ceiling(Math.Round(side, 3) / Block) * Block, Block, MaxSide);

    private async Task<byte[]> ConvertAsync(RecipeSlide slide, int width, int height, CancellationToken cancellation)
    {
        string target = Path.Combine(folder, "slide.jpg");
        string size = $"{width}:{height}";
        string filter = $"scale={size}:force_original_aspect_ratio=decrease,pad={size}:(ow-iw)/2:(oh-ih)/2,format=yuvj420p";
        MediaFacts facts = await ProbeAsync(slide.File, cancellation);
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-y", "-v", "error", .. FfmpegArguments.Input(facts), "-frames:v", "1", "-vf", filter,
            "-c:v", "mjpeg", "-huffman", "default", "-q:v", "3", "-f", "image2", "-update", "1", target,
        ];
        FfmpegOutput output = await FfmpegProcess.RunAsync(FfmpegProcess.Ffmpeg, arguments, folder, null, cancellation);
        if (output.ExitCode != 0 || !File.Exists(target))
            throw new MediaException($"{slide.File}: not a picture that can be read: {output.Reason(facts.Path)}");
        byte[] file = await File.ReadAllBytesAsync(target, cancellation);
        File.Delete(target);
        return Normalise(file) ?? throw new MediaException($"{slide.File}: ffmpeg made no baseline JPEG of it");
    }

    /// <summary>The picture behind the one header that every receiver rebuilds.</summary>
    private static byte[]? Normalise(byte[] file)
    {
        if (!JpegPicture.TryParse(file, out JpegPicture? picture, out _)
            || picture is not { Sampling: JpegSampling.Yuv420, RestartInterval: 0 })
            return null;
        ArrayBufferWriter<byte> bytes = new(file.Length);
        bytes.Advance(JpegHeader.Write(bytes.GetSpan(JpegHeader.MaxSize), picture.Sampling, picture.Width, picture.Height, picture.Tables));
        bytes.Write(file.AsSpan()[picture.Scan]);
        bytes.Write(JpegHeader.EndOfImage);
        return bytes.WrittenSpan.ToArray();
    }
}
