using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Streaming.Lab.Real.Relaying;

/// <summary>Cuts what comes over an RTSP connection into messages and interleaved frames. RFC 2326 §10.12.</summary>
internal sealed partial class RelayedMessages(NetworkStream stream)
{
    private byte[] _buffer = new byte[65_536];
    private int _filled;

    /// <summary>The next of them, a message's head as <paramref name="rewrite"/> would have it; null at the end.</summary>
    public async Task<byte[]?> NextAsync(Func<string, string> rewrite, CancellationToken stop)
    {
        while (true)
        {
            if (_filled >= 4 && _buffer[0] == '$' && 4 + (_buffer[2] << 8) + _buffer[3] is var frame && frame <= _filled)
                return Take(frame);
            if (_filled > 0 && _buffer[0] != '$' && _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                string head = Encoding.UTF8.GetString(_buffer, 0, end + 4);
                Match length = ContentLength().Match(head);
                int whole = end + 4 + (length.Success ? int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture) : 0);
                if (whole <= _filled)
                    return [.. Encoding.UTF8.GetBytes(rewrite(head)), .. Take(whole).AsSpan(end + 4)];
            }

            if (_filled == _buffer.Length)
                Array.Resize(ref _buffer, 2 * _filled);
            int read = await stream.ReadAsync(_buffer.AsMemory(_filled), stop);
            if (read == 0)
                return null;
            _filled += read;
        }
    }

    private byte[] Take(int count)
    {
        byte[] taken = _buffer.AsSpan(0, count).ToArray();
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
        return taken;
    }

    [GeneratedRegex(@"^Content-Length:\s*(\d+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ContentLength();
}
