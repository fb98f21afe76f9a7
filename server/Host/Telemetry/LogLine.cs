using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Telemetry;

/// <summary>Writes an event as exactly one line.</summary>
/// <remarks>Parts of messages come from the network: whatever could begin a line of its own, or move a terminal's cursor, is
/// escaped.</remarks>
internal static class LogLine
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";
    private const string FineTimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>The name of the template among a message's fields: said by the message itself.</summary>
    private const string TemplateField = "{OriginalFormat}";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>2026-01-31T12:00:00Z INF [RTSP] [session 7265d875] playing …</c></summary>
    public static string Text(LogEvent happened)
    {
        StringBuilder line = new();
        line.Append(happened.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)).Append(' ')
            .Append(Word(happened.Level)).Append(" [").Append(happened.Area).Append("] ");
        AppendPrintable(line, happened.Message);
        if (happened.Exception is { } exception)
            AppendPrintable(line.Append(": "), exception.ToString().ReplaceLineEndings(" | "));
        return line.ToString();
    }

    /// <summary>One JSON object; every value of the message is a field of its own beside the text.</summary>
    public static string Json(LogEvent happened)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes, Compact);
        json.WriteStartObject();
        json.WriteString("time", happened.Time.UtcDateTime.ToString(FineTimeFormat, CultureInfo.InvariantCulture));
        json.WriteString("level", Name(happened.Level));
        json.WriteString("area", happened.Area);
        if (happened.Id.Name is { } name)
            json.WriteString("event", name);
        json.WriteString("message", happened.Message);
        foreach ((string field, object? value) in happened.Fields)
        {
            if (field != TemplateField)
                WriteField(json, JsonNamingPolicy.CamelCase.ConvertName(field), value);
        }

        if (happened.Exception is { } exception)
            json.WriteString("exception", exception.ToString());
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteField(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            case int or long or uint or short or ushort or byte:
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendPrintable(StringBuilder line, string text)
    {
        foreach (char letter in text)
        {
            if (char.IsControl(letter) || letter is '\u2028' or '\u2029')
                line.Append(CultureInfo.InvariantCulture, $"\\x{(int)letter:x2}");
            else
                line.Append(letter);
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRC",
        LogLevel.Debug => "DBG",
        LogLevel.Information => "INF",
        LogLevel.Warning => "WRN",
        LogLevel.Error => "ERR",
        _ => "CRT",
    };

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
