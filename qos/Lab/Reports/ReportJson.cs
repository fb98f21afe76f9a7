using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary><c>report.json</c>: everything that is known, in a stable order, one session, link, event or check a line.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new RoundedNumbers() },
    };

    /// <summary>The same bytes for the same report, wherever it is written.</summary>
    public static byte[] Write(LabReport report) => LineByLine(JsonSerializer.SerializeToUtf8Bytes(report, Options));

    /// <exception cref="InvalidDataException">It is no report of this form.</exception>
    public static LabReport Read(ReadOnlySpan<byte> json)
    {
        try
        {
            LabReport report = JsonSerializer.Deserialize<LabReport>(json, Options) ?? throw new InvalidDataException("it is empty");
            return report.Version == new LabReport { Scenario = "", Runs = [], Expectations = [] }.Version
                ? report
                : throw new InvalidDataException($"it is of version {report.Version}, which this program does not know");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"it is no report of the lab: {e.Message}", e);
        }
    }

    /// <summary>A new line in front of each object of a list that a run, or the report, has: a line can be found, and compared.</summary>
    private static byte[] LineByLine(ReadOnlySpan<byte> json)
    {
        // Report, its runs, one run, its sessions; what lists a session has stays on its line.
        const int deepest = 4;
        List<byte> lines = new(json.Length + (json.Length / 100));
        (int depth, bool isText) = (0, false);
        for (int i = 0; i < json.Length; i++)
        {
            byte letter = json[i];
            bool isObject = letter == '{' && i > 0 && json[i - 1] is (byte)'[' or (byte)',';
            if (!isText && depth <= deepest && (isObject || (letter == ']' && json[i - 1] == '}')))
                lines.Add((byte)'\n');
            lines.Add(letter);
            if (isText && letter == '\\')
                lines.Add(json[++i]);
            else if (letter == '"')
                isText = !isText;
            else if (!isText)
                depth += letter is (byte)'{' or (byte)'[' ? 1 : letter is (byte)'}' or (byte)']' ? -1 : 0;
        }

        lines.Add((byte)'\n');
        return [.. lines];
    }
}
