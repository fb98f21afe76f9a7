using System.Text.Json;

namespace Streaming.Lab.Real.Serving;

/// <summary>A line of a server's log.</summary>
/// <param name="Kind">The name of the event: Moved, Violated, LinkChanged …</param>
/// <param name="Text">For people.</param>
internal sealed record LoggedEvent(DateTimeOffset At, string Kind, string Text)
{
    private JsonElement _fields;

    /// <summary>Null for a line that is no event.</summary>
    public static LoggedEvent? Read(string line)
    {
        if (!line.StartsWith('{'))
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement fields = document.RootElement.Clone();
            if (!fields.TryGetProperty("event", out JsonElement kind))
                return null;
            DateTimeOffset at = fields.GetProperty("time").GetDateTimeOffset();
            return new(at, kind.GetString() ?? "", fields.GetProperty("message").GetString() ?? "") { _fields = fields };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A value of the event by its name; empty where it has none.</summary>
    public string Of(string field) => _fields.TryGetProperty(field, out JsonElement value) ? value.ToString() : "";
}
