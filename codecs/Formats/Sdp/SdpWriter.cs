using System.Text;

namespace Streaming.Formats.Sdp;

/// <summary>Writes session descriptions: lines in the standard's order, each ended by CR LF. RFC 8866 §5.</summary>
public static class SdpWriter
{
    private static readonly SdpOrigin NoOrigin = new("0", "0", "0.0.0.0");

    /// <summary>UTF-8, ready to be a message body.</summary>
    public static byte[] Write(SessionDescription session) => Encoding.UTF8.GetBytes(Format(session));

    public static string Format(SessionDescription session)
    {
        StringBuilder text = new(1_024);
        Line(text, 'v', "0");
        Line(text, 'o', (session.Origin ?? NoOrigin).ToString());
        Line(text, 's', session.Name.Length == 0 ? "-" : session.Name);
        if (session.Information is not null)
            Line(text, 'i', session.Information);
        if (session.Uri is not null)
            Line(text, 'u', session.Uri);
        WriteReach(text, session);
        foreach (SdpTiming timing in session.Timings.DefaultIfEmpty())
            Line(text, 't', timing.ToString());
        WriteAttributes(text, session);
        foreach (MediaDescription medium in session.Media)
            WriteMedium(text, medium);
        return text.ToString();
    }

    private static void WriteMedium(StringBuilder text, MediaDescription medium)
    {
        string count = medium.PortCount == 1 ? "" : $"/{medium.PortCount}";
        Line(text, 'm', string.Join(' ', [medium.Kind, $"{medium.Port}{count}", medium.Protocol, .. medium.Formats]));
        if (medium.Information is not null)
            Line(text, 'i', medium.Information);
        WriteReach(text, medium);
        WriteAttributes(text, medium);
    }

    private static void WriteReach(StringBuilder text, SdpSection section)
    {
        if (section.Connection is not null)
            Line(text, 'c', section.Connection.ToString());
        foreach (SdpBandwidth bandwidth in section.Bandwidths)
            Line(text, 'b', bandwidth.ToString());
    }

    private static void WriteAttributes(StringBuilder text, SdpSection section)
    {
        foreach ((string name, string? value) in section.Attributes)
            Line(text, 'a', value is null ? name : $"{name}:{value}");
    }

    private static void Line(StringBuilder text, char type, string value) =>
        text.Append(type).Append('=').Append(SdpText.Clean(value)).Append("\r\n");
}
