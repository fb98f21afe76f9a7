using System.Globalization;
using System.Text;

namespace Streaming.Server.Host.Telemetry;

/// <summary>Writes metrics as Prometheus reads them (text format 0.0.4): each with its sentence and type before its values.</summary>
/// <remarks>Names carry their unit: <c>_total</c> for what only grows, <c>_bytes</c>, <c>_seconds</c>.</remarks>
internal sealed class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>What only grows while the server runs.</summary>
    public MetricsText Counter(string name, string help, double value) => Values("counter", name, help, [], [([], value)]);

    /// <summary>What goes up and down.</summary>
    public MetricsText Gauge(string name, string help, double value) => Values("gauge", name, help, [], [([], value)]);

    /// <summary>A counter that is kept apart by a label, such as the reason of a drop.</summary>
    public MetricsText Counters(string name, string help, string label, IEnumerable<(string Label, double Value)> values) =>
        Values("counter", name, help, [label], values.Select(one => (new[] { one.Label }, one.Value)));

    /// <summary>A gauge that is kept apart by a label.</summary>
    public MetricsText Gauges(string name, string help, string label, IEnumerable<(string Label, double Value)> values) =>
        Values("gauge", name, help, [label], values.Select(one => (new[] { one.Label }, one.Value)));

    /// <summary>As <see cref="Counters(string, string, string, IEnumerable{ValueTuple{string, double}})"/>, by several labels.</summary>
    public MetricsText Counters(
        string name, string help, IReadOnlyList<string> labels, IEnumerable<(string[] Labels, double Value)> values) =>
        Values("counter", name, help, labels, values);

    /// <summary>As <see cref="Gauges(string, string, string, IEnumerable{ValueTuple{string, double}})"/>, by several labels.</summary>
    public MetricsText Gauges(
        string name, string help, IReadOnlyList<string> labels, IEnumerable<(string[] Labels, double Value)> values) =>
        Values("gauge", name, help, labels, values);

    public override string ToString() => _text.ToString();

    private MetricsText Values(
        string type, string name, string help, IReadOnlyList<string> labels, IEnumerable<(string[] Labels, double Value)> values)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach ((string[] labelled, double value) in values)
        {
            string by = string.Join(',', labels.Zip(labelled, (label, text) => $"{label}=\"{Escaped(text)}\""));
            _text.Append(name).Append(by.Length > 0 ? $"{{{by}}}" : "").Append(' ')
                .Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        return this;
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
