using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Streaming.Player.Client;

/// <summary>Reads what a server says of its library: pages of <c>/api/v1/titles</c> and <c>/api/v1/channels</c> (JSON), and lists of
/// addresses (RFC 2483 §5). Pure.</summary>
/// <remarks>It comes from the network: an item that cannot be read is left out, names are cut and freed of control characters, addresses
/// of other kinds than expected are not followed.</remarks>
internal static class CatalogueReader
{
    /// <summary>A server writes a thousand titles on a page of about 1 MB.</summary>
    public const int MostBytes = 4 << 20;

    private const int LongestName = 200;

    private const int LongestAddress = 2_000;

    private const int Depth = 16;

    /// <param name="list">Where the page comes from: relative addresses are relative to it.</param>
    public static bool TryRead(ReadOnlyMemory<byte> json, Uri list, [NotNullWhen(true)] out CataloguePage? page)
    {
        page = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Depth });
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("items", out JsonElement items)
                || items.ValueKind != JsonValueKind.Array)
            {
                return false;
            }

            int pages = root.TryGetProperty("pageCount", out JsonElement count) && count.ValueKind == JsonValueKind.Number
                && count.TryGetInt32(out int said) ? said : 1;
            page = new(pages, [.. items.EnumerateArray().Select(item => Title(item, list) ?? Channel(item)).OfType<CatalogueTitle>()]);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The first web address in a list of addresses; null where there is none.</summary>
    public static Uri? FirstWebAddress(ReadOnlySpan<byte> list)
    {
        foreach (string line in Encoding.UTF8.GetString(list).Split('\n', StringSplitOptions.TrimEntries))
        {
            if (!line.StartsWith('#') && Uri.TryCreate(line, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
                return address;
        }

        return null;
    }

    /// <summary>Of <c>/api/v1/channels</c>.</summary>
    private static CatalogueTitle? Channel(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || Text(item, "name", LongestName) is not { Length: > 0 } name
            || Text(item, "address", LongestAddress) is not { } address || !IsRtsp(address))
        {
            return null;
        }

        string label = Text(item, "label", LongestName) is { Length: > 0 } said ? said : name;
        return new(name, label, address, null, null) { IsChannel = true };
    }

    private static bool IsRtsp(string address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme == "rtsp";

    private static CatalogueTitle? Title(JsonElement item, Uri list)
    {
        if (item.ValueKind != JsonValueKind.Object || Text(item, "id", LongestName) is not { Length: > 0 } id
            || Text(item, "rtsp", LongestAddress) is not { } address || !IsRtsp(address))
        {
            return null;
        }

        double seconds = item.TryGetProperty("durationSeconds", out JsonElement length) && length.ValueKind == JsonValueKind.Number
            && length.TryGetDouble(out double said) ? said : -1;
        TimeSpan? duration = seconds >= 0 && seconds < TimeSpan.FromDays(365).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
        string? picture = Text(item, "thumbnail", LongestAddress) ?? Text(item, "cover", LongestAddress);

        // Pictures are asked of the server that lists them, and of nobody else it may name.
        Uri? thumbnail = picture is not null && Uri.TryCreate(list, picture, out Uri? place) && place.Authority == list.Authority
            && place.Scheme == list.Scheme ? place : null;
        return new(id, Text(item, "name", LongestName) is { Length: > 0 } name ? name : id, address, duration, thumbnail);
    }

    /// <summary>Null where it is no text, or far too long to be what it should.</summary>
    private static string? Text(JsonElement item, string name, int most)
    {
        if (!item.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
            return null;
        string text = new([.. value.GetString()!.Where(c => !char.IsControl(c))]);
        return text.Length <= most ? text : most == LongestName ? text[..most] : null;
    }
}
