using System.Globalization;
using Streaming.Ffmpeg.Processes;
using Streaming.Formats.Media;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Reads <c>title.yml</c>. Every mistake, an unknown key included, ends the import with its line.</summary>
internal sealed class RecipeFile
{
    public const string Name = "title.yml";

    private const int MaxLength = 1 << 20;
    private const int MaxDepth = 32;
    private const int MaxEntries = 1_000;

    private static readonly string[] TimeFormats = [@"m\:ss", @"mm\:ss", @"h\:mm\:ss", @"hh\:mm\:ss"];

    private RecipeFile()
    {
    }

    /// <summary>How a source makes a title: a file by itself, a folder as its recipe says or as its files look.</summary>
    /// <exception cref="MediaException">The folder's recipe is none.</exception>
    public static async Task<TitleRecipe> OfAsync(TitleSource source, CancellationToken cancellation)
    {
        if (!source.IsFolder)
            return new TitleRecipe("", new RecipeTrack(Path.GetFileName(source.Path)), [], [], []);
        string file = Path.Combine(source.Path, Name);
        return File.Exists(file)
            ? Read(await File.ReadAllTextAsync(file, cancellation))
            : RecipeGuess.From(Directory.EnumerateFiles(source.Path).Select(Path.GetFileName).OfType<string>());
    }

    /// <exception cref="MediaException">The text is no recipe.</exception>
    public static TitleRecipe Read(string text)
    {
        try
        {
            Guard(text);
            YamlStream yaml = [];
            yaml.Load(new StringReader(text));
            return yaml.Documents.Count == 1
                ? ReadTitle(yaml.Documents[0].RootNode)
                : throw new MediaException($"{Name}: it holds {yaml.Documents.Count} documents, not one");
        }
        catch (YamlException e)
        {
            throw new MediaException($"{Name}:{e.Start.Line}: {e.InnerException?.Message ?? e.Message}");
        }
    }

    /// <summary>The reader below recurses: depth is bounded before it starts.</summary>
    private static void Guard(string text)
    {
        if (text.Length > MaxLength)
            throw new MediaException($"{Name}: larger than {MaxLength / 1_000} kB");
        Parser parser = new(new StringReader(text));
        for (int depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth || parser.Current is AnchorAlias)
                throw Wrong(parser.Current.Start, "nested too deeply, or with references");
        }
    }

    private static TitleRecipe ReadTitle(YamlNode root)
    {
        string name = "";
        RecipeTrack? video = null;
        List<RecipeTrack> audio = [], text = [];
        List<RecipeSlide> slides = [];
        foreach ((YamlScalarNode key, YamlNode value) in Entries(root))
        {
            switch (key.Value)
            {
                case "name":
                    name = Text(value);
                    break;
                case "video":
                    video = new RecipeTrack(FileName(value));
                    break;
                case "audio":
                    audio.AddRange(Items(value).Select(item => ReadTrack(item, "audio")));
                    break;
                case "text":
                    text.AddRange(Items(value).Select(item => ReadTrack(item, "text")));
                    break;
                case "slides":
                    slides.AddRange(Items(value).Select(ReadSlide));
                    break;
                default:
                    throw Wrong(key.Start, $"unknown key '{key.Value}': a title has name, video, audio, text and slides");
            }
        }

        return video is not null || audio.Count > 0
            ? new TitleRecipe(name, video, audio, text, [.. slides.OrderBy(slide => slide.At)])
            : throw Wrong(root.Start, "a title needs 'video' or 'audio'");
    }

    private static RecipeTrack ReadTrack(YamlNode item, string kind)
    {
        if (item is YamlScalarNode)
            return new RecipeTrack(FileName(item));
        RecipeTrack track = new("");
        foreach ((YamlScalarNode key, YamlNode value) in Entries(item))
        {
            track = key.Value switch
            {
                "file" => track with { File = FileName(value) },
                "language" => track with { Language = Language(value) },
                "label" => track with { Label = Text(value) },
                _ => throw Wrong(key.Start, $"unknown key '{key.Value}': '{kind}' has file, language and label"),
            };
        }

        return track.File.Length > 0 ? track : throw Wrong(item.Start, $"'{kind}' without 'file'");
    }

    private static RecipeSlide ReadSlide(YamlNode item)
    {
        string file = "";
        TimeSpan? at = null;
        foreach ((YamlScalarNode key, YamlNode value) in Entries(item))
        {
            switch (key.Value)
            {
                case "file":
                    file = FileName(value);
                    break;
                case "at":
                    at = Time(value);
                    break;
                default:
                    throw Wrong(key.Start, $"unknown key '{key.Value}': a slide has file and at");
            }
        }

        return file.Length > 0 && at is { } time ? new RecipeSlide(file, time) : throw Wrong(item.Start, "a slide needs 'file' and 'at'");
    }

    private static IEnumerable<(YamlScalarNode Key, YamlNode Value)> Entries(YamlNode node) => node is YamlMappingNode map
        ? map.Children.Select(child => (child.Key as YamlScalarNode ?? throw Wrong(child.Key.Start, "a key is a word"), child.Value))
        : throw Wrong(node.Start, "expected keys with values");

    private static IEnumerable<YamlNode> Items(YamlNode node)
    {
        if (node is not YamlSequenceNode list)
            throw Wrong(node.Start, "expected a list: lines that begin with '- '");
        return list.Children.Count <= MaxEntries ? list.Children : throw Wrong(node.Start, $"more than {MaxEntries} entries");
    }

    private static string Text(YamlNode node) =>
        node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Wrong(node.Start, "expected a text");

    /// <summary>A file of the folder and nothing else: a title can be handed on as a whole.</summary>
    private static string FileName(YamlNode node)
    {
        string name = Text(node);
        bool leaves = Path.IsPathRooted(name) || name.Split('/', '\\').Contains("..") || name.Contains('\0', StringComparison.Ordinal);
        return leaves ? throw Wrong(node.Start, $"'{name}' lies outside the title's folder") : name;
    }

    private static string Language(YamlNode node)
    {
        string language = Text(node);
        return language == LanguageTag.Unknown || LanguageTag.From(language) != LanguageTag.Unknown ? language
            : throw Wrong(node.Start, $"'{language}' is not a language: write a tag such as en, de or pt-BR");
    }

    /// <summary>Seconds (<c>90</c>, <c>90.5</c>, <c>90s</c>), or <c>1:30</c>, <c>1:02:03.5</c>.</summary>
    private static TimeSpan Time(YamlNode node)
    {
        string text = Text(node);
        string seconds = text.EndsWith('s') ? text[..^1] : text;
        if (TryReadNumber(seconds, out decimal number) && number < 1_000_000)
            return new TimeSpan((long)(number * TimeSpan.TicksPerSecond));
        int point = text.IndexOf('.', StringComparison.Ordinal);
        decimal fraction = 0;
        if (point >= 0 && !TryReadNumber("0" + text[point..], out fraction))
            fraction = -1;
        string whole = point < 0 ? text : text[..point];
        return fraction >= 0 && TimeSpan.TryParseExact(whole, TimeFormats, CultureInfo.InvariantCulture, out TimeSpan time)
            ? time + new TimeSpan((long)(fraction * TimeSpan.TicksPerSecond))
            : throw Wrong(node.Start, $"'{text}' is not a time: write seconds (90.5) or 1:30");
    }

    private static bool TryReadNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    private static MediaException Wrong(Mark at, string what) => new($"{Name}:{at.Line}: {what}");
}
