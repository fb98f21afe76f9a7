using System.Globalization;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Probing;
using Streaming.Ffmpeg.Processes;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Traffic;

namespace Streaming.Server.Host.Commands;

/// <summary><c>probe FILE</c>: what a film holds, and how each part of it will be delivered.</summary>
internal sealed class ProbeFileCommand(TextWriter output, TextWriter errors)
{
    public async Task<int> RunAsync(string file, CancellationToken stop)
    {
        try
        {
            MediaFacts facts = await Probe.ReadAsync(file, stop);
            foreach (string line in Describe(facts))
                await output.WriteLineAsync(line);
            foreach (string line in await TrafficAsync(facts, stop))
                await output.WriteLineAsync(line);
            return ExitCode.Done;
        }
        catch (MediaException e)
        {
            await errors.WriteLineAsync($"{file}: {e.Message.ReplaceLineEndings(" ").Trim()}");
            return ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failure;
        }
    }

    /// <summary>Imports the film into a temporary folder, for only its packets tell what it asks of a network; not where that means to code
    /// its pictures anew.</summary>
    private static async Task<IEnumerable<string>> TrafficAsync(MediaFacts facts, CancellationToken stop)
    {
        StreamFacts[] media = [.. facts.Streams.Where(stream => !stream.IsCover && stream.Kind is StreamKind.Video or StreamKind.Audio)];
        if (media.Length == 0)
            return [];
        if (media.Any(stream => stream.Kind == StreamKind.Video && StreamPreview.Of(facts)[stream.Index].IsTranscoded))
            return ["  what it asks of a network is known when it is transcoded: ./run import tells"];
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("streaming-probe-");
        try
        {
            TitleFolders folders = new(temporary.FullName);
            ImportResult result = await new Importer(folders, new() { Traffic = TrafficAnalysis.Of }).ImportAsync(facts.Path, null, stop);
            return result switch
            {
                ImportResult.Imported imported when folders.Index(imported.Title.Id) is { } index => [.. TrafficTable.Lines(index)],
                ImportResult.Failed failed => [$"  what it asks of a network is unknown: {failed.Why}"],
                _ => [],
            };
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Describe(MediaFacts facts)
    {
        string name = Path.GetFileName(facts.Path);
        yield return $"{name}: {facts.FormatName}, {Length(facts.Duration)}, {new ByteCount(facts.Size)}, {facts.Rate}";
        if (facts.Name.Length > 0)
            yield return $"  title     {facts.Name}";
        IReadOnlyList<StreamPreview> previews = StreamPreview.Of(facts);
        foreach (StreamFacts stream in facts.Streams)
        {
            string delivery = previews.First(preview => preview.Stream == stream.Index).Delivery;
            yield return $"  {Kind(stream),-9} #{stream.Index} {Facts(stream)} – {delivery}";
        }

        foreach (Chapter chapter in facts.Chapters)
            yield return $"  chapter   {Length(chapter.Start - MediaTime.Zero)} {chapter.Name}";
    }

    private static string Kind(StreamFacts stream) => stream switch
    {
        { IsCover: true } => "cover",
        { Kind: StreamKind.Video } => "video",
        { Kind: StreamKind.Audio } => "audio",
        { Kind: StreamKind.Subtitle } => "text",
        _ => "other",
    };

    private static string Facts(StreamFacts stream)
    {
        List<string> facts = [stream.Codec.Length > 0 ? stream.Codec : "unknown coding"];
        if (stream.Profile.Length > 0 && stream.Kind is StreamKind.Video or StreamKind.Audio)
            facts[0] += $" {stream.Profile}";
        if (stream.Width > 0)
            facts.Add($"{stream.Width}x{stream.Height}");
        if (stream.Kind == StreamKind.Video && stream is { IsCover: false, FrameRate: > 0 })
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"{stream.FrameRate:0.###} fps"));
        if (stream.Rotation != 0)
            facts.Add($"turned by {stream.Rotation}°");
        if (stream.SampleRate > 0)
            facts.Add($"{stream.SampleRate} Hz");
        if (stream.Channels > 0)
            facts.Add(stream.Channels switch { 1 => "mono", 2 => "stereo", 6 => "5.1", _ => $"{stream.Channels} channels" });
        if (stream.Rate > BitRate.Zero)
            facts.Add(stream.Rate.ToString());
        if (stream.Duration > TimeSpan.Zero)
            facts.Add(Length(stream.Duration));
        if (stream.Language.Length > 0 && stream.Language != LanguageTag.Unknown)
            facts.Add(LanguageTag.From(stream.Language));
        if (stream.Label.Length > 0)
            facts.Add($"\"{stream.Label}\"");
        return string.Join(", ", facts);
    }

    private static string Length(TimeSpan length) => length.ToString(@"h\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
