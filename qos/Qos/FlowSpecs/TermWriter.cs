using System.Globalization;
using System.Text;

namespace Streaming.Qos.FlowSpecs;

/// <summary>Writes <c>name=value; name=value</c>; what is null is left out.</summary>
internal sealed class TermWriter
{
    private readonly StringBuilder _text = new();

    public void Add(string name, string? value)
    {
        if (value is not null)
            _text.Append(_text.Length > 0 ? "; " : "").Append(name).Append('=').Append(value);
    }

    public void Add(string name, BitRate? value) => Add(name, value is { } rate ? RateText.Format(rate) : null);

    public void Add(string name, ByteCount? value) => Add(name, value is { } size ? SizeText.Format(size) : null);

    public void Add(string name, TimeSpan? value) => Add(name, value is { } time ? DurationText.Format(time) : null);

    public void Add(string name, Ratio? value) => Add(name, value is { } share ? RatioText.Format(share) : null);

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(TrafficSpec? traffic)
    {
        Add("r", traffic?.Rate);
        Add("b", traffic?.Depth);
        if (traffic is { HasPeak: false })
            Add("p", TrafficSpec.None);
        else
            Add("p", traffic?.Peak);
        Add("m", traffic?.MinUnit);
        Add("M", traffic?.MaxPacket);
    }

    public override string ToString() => _text.ToString();
}
