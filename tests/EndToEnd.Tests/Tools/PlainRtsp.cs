using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>A connection to the RTSP port that says exactly what it is told, right or wrong.</summary>
internal sealed partial class PlainRtsp : IDisposable
{
    private readonly TcpClient _connection = new();

    public static async Task<PlainRtsp> ConnectAsync(int port)
    {
        PlainRtsp rtsp = new();
        await rtsp._connection.ConnectAsync("127.0.0.1", port);
        return rtsp;
    }

    /// <summary>Sends a request and reads the whole answer, with its body if it has one.</summary>
    public async Task<string> AskAsync(string request)
    {
        NetworkStream stream = _connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.ReplaceLineEndings("\r\n") + "\r\n\r\n"));
        byte[] buffer = new byte[65_536];
        int filled = 0;
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!IsWhole(Encoding.ASCII.GetString(buffer, 0, filled)))
        {
            int read = await stream.ReadAsync(buffer.AsMemory(filled), patience.Token);
            if (read == 0)
                break;
            filled += read;
        }

        return Encoding.ASCII.GetString(buffer, 0, filled);
    }

    /// <summary>The two ports the server names in its answer to SETUP.</summary>
    public static (int Rtp, int Rtcp) ServerPorts(string answer)
    {
        Match match = ServerPort().Match(answer);
        Assert.True(match.Success, answer);
        return (int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value));
    }

    public void Dispose() => _connection.Dispose();

    private static bool IsWhole(string answer)
    {
        int head = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Match length = BodyLength().Match(answer);
        return head >= 0 && answer.Length >= head + 4 + (length.Success ? int.Parse(length.Groups[1].Value) : 0);
    }

    [GeneratedRegex(@"server_port=(\d+)-(\d+)")]
    private static partial Regex ServerPort();

    [GeneratedRegex(@"Content-Length: (\d+)")]
    private static partial Regex BodyLength();
}
