using System.Globalization;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Probing;
using Streaming.Ffmpeg.Processes;
using Streaming.Formats.Media;

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
