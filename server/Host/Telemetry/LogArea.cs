namespace Streaming.Server.Host.Telemetry;

/// <summary>The word in square brackets: which part of the server speaks.</summary>
internal static class LogArea
{
    private const string Ours = "Streaming.Server.Host.";

    public static string Of(string category)
    {
        if (!category.StartsWith(Ours, StringComparison.Ordinal))
            return category.StartsWith("Microsoft.", StringComparison.Ordinal) ? "HTTP" : "SERVER";
        string rest = category[Ours.Length..];
        int point = rest.IndexOf('.', StringComparison.Ordinal);
        return (point < 0 ? "" : rest[..point]) switch
        {
            "Control" => "RTSP",
            "DataPlane" => "RTP",
            "Http" => "HTTP",
            "Announcing" => "SAP",
            "Library" => "LIBRARY",
            "Configuration" => "CONFIG",
            "Channels" => "CHANNEL",
            _ => "SERVER",
        };
    }
}
