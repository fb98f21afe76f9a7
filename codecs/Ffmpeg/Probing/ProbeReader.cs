using System.Globalization;
using System.Text.Json;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Probing;

/// <summary>Turns ffprobe's JSON into facts. Numbers come as text there, or not at all.</summary>
internal static class ProbeReader
{
    public static MediaFacts Read(string path, JsonElement root)
    {
        JsonElement format = root.GetProperty("format");
        return new MediaFacts
        {
            Path = path,
            Format = Text(format, "format_name"),
            FormatName = Text(format, "format_long_name"),
            Duration = Seconds(format, "duration"),
            Size = Long(format, "size"),
            Rate = new BitRate(Long(format, "bit_rate")),
            Name = Tag(format, "title"),
            Streams = [.. Items(root, "streams").Select(ReadStream)],
            Chapters = [.. Items(root, "chapters").Select(ReadChapter)],
        };
    }

    private static StreamFacts ReadStream(JsonElement stream) => new()
    {
        Index = (int)Long(stream, "index"),
        Kind = Text(stream, "codec_type") switch
        {
            "video" => StreamKind.Video,
            "audio" => StreamKind.Audio,
            "subtitle" => StreamKind.Subtitle,
            _ => StreamKind.Other,
        },
        Codec = Text(stream, "codec_name"),
        Profile = Text(stream, "profile"),
        Extradata = HexDump(Text(stream, "extradata")),
        Language = Tag(stream, "language"),
        Label = Label(stream),
        IsDefault = Disposition(stream, "default"),
        IsCover = Disposition(stream, "attached_pic"),
        Width = (int)Long(stream, "width"),
        Height = (int)Long(stream, "height"),
        Rotation = Rotation(stream),
        FrameRate = Ratio(Text(stream, "avg_frame_rate")),
        PixelFormat = Text(stream, "pix_fmt"),
        SampleRate = (int)Long(stream, "sample_rate"),
        Channels = (int)Long(stream, "channels"),
        Rate = new BitRate(Long(stream, "bit_rate")),
        Duration = Seconds(stream, "duration"),
    };

    private static Chapter ReadChapter(JsonElement chapter) => new(
        Tag(chapter, "title"),
        MediaTime.Zero + Seconds(chapter, "start_time"),
        MediaTime.Zero + Seconds(chapter, "end_time"));

    /// <summary>ffprobe's dump, lines of <c>00000000: 0164 001e …  .d..</c>: sixteen bytes at most, text behind two blanks.</summary>
    private static byte[] HexDump(string dump)
    {
        List<byte> bytes = [];
        foreach (string line in dump.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            int end = colon < 0 ? -1 : line.IndexOf("  ", colon + 2, StringComparison.Ordinal);
            if (end > 0)
                bytes.AddRange(Convert.FromHexString(line[(colon + 2)..end].Replace(" ", "", StringComparison.Ordinal)));
        }

        return [.. bytes];
    }

    /// <summary>The display matrix turns counter-clockwise; what is wanted is how far to turn clockwise.</summary>
    private static int Rotation(JsonElement stream)
    {
        foreach (JsonElement data in Items(stream, "side_data_list"))
        {
            if (data.TryGetProperty("rotation", out JsonElement rotation) && rotation.ValueKind == JsonValueKind.Number)
                return ((((int)Math.Round(-rotation.GetDouble() / 90) * 90) % 360) + 360) % 360;
        }

        return 0;
    }

    /// <summary>MP4 has no track titles, only handler names, and those of the common writers say nothing.</summary>
    private static string Label(JsonElement stream) => Tag(stream, "title");

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static bool Disposition(JsonElement stream, string name) =>
        stream.TryGetProperty("disposition", out JsonElement disposition) && Long(disposition, name) == 1;

    private static string Tag(JsonElement element, string name)
    {
        if (!element.TryGetProperty("tags", out JsonElement tags))
            return "";
        foreach (JsonProperty tag in tags.EnumerateObject())
        {
            if (tag.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return tag.Value.GetString() ?? "";
        }

        return "";
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static long Long(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value))
            return 0;
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetInt64(out long number) ? number : 0;
        if (value.ValueKind != JsonValueKind.String)
            return 0;
        return long.TryParse(value.GetString(), CultureInfo.InvariantCulture, out long text) ? text : 0;
    }

    private static TimeSpan Seconds(JsonElement element, string name) =>
        decimal.TryParse(Text(element, name), CultureInfo.InvariantCulture, out decimal seconds) && Math.Abs(seconds) < 1e9m
            ? new TimeSpan((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : TimeSpan.Zero;

    private static double Ratio(string ratio)
    {
        string[] parts = ratio.Split('/');
        return parts.Length == 2
            && double.TryParse(parts[0], CultureInfo.InvariantCulture, out double over)
            && double.TryParse(parts[1], CultureInfo.InvariantCulture, out double under)
            && under > 0 ? over / under : 0;
    }
}
