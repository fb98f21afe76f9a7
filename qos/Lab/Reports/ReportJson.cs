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

    private static byte[] LineByLine(byte[] json) => json;
}
