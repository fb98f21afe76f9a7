using Streaming.Formats.Rtsp;
using Streaming.Player.Sessions;
using Streaming.Player.Tests.Sessions;

namespace Streaming.Player.Tests.Contracts;

/// <summary>Conversations with a server that knows contracts.</summary>
internal static class Contracted
{
    public const string Refusal =
        "Limit: uplink\nAsked: 2.6Mb/s\nAvailable: 1.1Mb/s\nRetry-After: 75\n"
        + "Alternative: r=0.9Mb/s; b=9000; p=4Mb/s; m=60; M=1448; class=controlled-load; point=480p; buffer=1s";

    /// <summary>Up to the first SETUP.</summary>
    public static Script Script(ClientOptions? options = null, Action<SessionEffect.ContractGranted>? granted = null)
    {
        Script script = new(options) { Granted = granted };
        return script
            .Answer("Public: DESCRIBE, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER, TEARDOWN\nSupported: play.basic, streaming.contract")
            .Answer("Content-Base: rtsp://host:8554/film/", Sessions.Script.Film);
    }

    /// <summary>Up to the answer to PLAY; contract 2 is in force.</summary>
    public static Script Playing(ClientOptions? options = null, string range = "0-10.5") =>
        Script(options).Answer(Setup(1)).Answer(Setup(1)).Answer($"{Header(2)}\nRange: npt={range}");

    public static string Header(int generation, string rate = "1337kb/s", string point = "480p") =>
        $"Contract: {Terms(generation, rate, point)}";

    public static string Terms(int generation, string rate = "1337kb/s", string point = "480p") =>
        $"generation={generation}; class=controlled-load; r={rate}; b=14200; p=12Mb/s; m=60; M=1448; R={rate}; point={point}; buffer=1s; "
        + "priority=5; lease=60s";

    public static string Transport(int place) =>
        $"Session: abc;timeout=60\nTransport: RTP/AVP;unicast;client_port={4998 + (2 * place)}-{4999 + (2 * place)};server_port=8000-8001";

    public static string Setup(int generation) => $"{Transport(1)}\n{Header(generation)}";

    /// <summary>A request of the server's.</summary>
    public static RtspRequest Request(string method, string headers = "", byte[]? body = null)
    {
        RtspRequest request = new() { Method = method, Uri = "rtsp://host:8554/film/", Body = body ?? [] };
        request.Headers.Add("CSeq", "71");
        foreach (string line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            request.Headers.Add(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
        return request;
    }
}
