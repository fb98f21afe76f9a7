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
    public MetricsText Counter(string name, string help, double value) => Metric("counter", name, help).Value(name, "", "", value);

    /// <summary>What goes up and down.</summary>
    public MetricsText Gauge(string name, string help, double value) => Metric("gauge", name, help).Value(name, "", "", value);

    /// <summary>A counter that is kept apart by a label, such as the reason of a drop.</summary>
    public MetricsText Counters(string name, string help, string label, IEnumerable<(string Label, double Value)> values) =>
        Values("counter", name, help, label, values);

    /// <summary>A gauge that is kept apart by a label.</summary>
    public MetricsText Gauges(string name, string help, string label, IEnumerable<(string Label, double Value)> values) =>
        Values("gauge", name, help, label, values);

    public override string ToString() => _text.ToString();

    private MetricsText Values(string type, string name, string help, string label, IEnumerable<(string Label, double Value)> values)
    {
        Metric(type, name, help);
        foreach ((string labelled, double value) in values)
            Value(name, label, labelled, value);
        return this;
    }

    private MetricsText Metric(string type, string name, string help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    private MetricsText Value(string name, string label, string labelled, double value)
    {
        _text.Append(name);
        if (label.Length > 0)
            _text.Append('{').Append(label).Append("=\"").Append(Escaped(labelled)).Append("\"}");
        _text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
