using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Streaming.Lab.Real.Relaying;

/// <summary>Puts a relay's ports in the place of the player's and the server's, in SETUP and its answer.</summary>
internal sealed partial class RelayedConversation(ImpairingRelay relay, IPAddress player)
{
    private readonly ConcurrentDictionary<string, (RelayedPorts Ports, string Player)> _asked = new();

    /// <summary>The head of a request, as the server is to see it.</summary>
    public string Ask(string head)
    {
        if (!head.StartsWith("SETUP ", StringComparison.Ordinal) || ClientPort().Match(head) is not { Success: true } port)
            return head;
        RelayedPorts ports = relay.Open(player, Pair(port));
        _asked[CSeq().Match(head).Groups[1].Value] = (ports, port.Value);
        return ClientPort().Replace(head, $"client_port={ports.Rtp}-{ports.Rtp + 1}");
    }

    /// <summary>The head of an answer, as the player is to see it.</summary>
    public string Answer(string head)
    {
        if (ServerPort().Match(head) is not { Success: true } port
            || !_asked.TryRemove(CSeq().Match(head).Groups[1].Value, out (RelayedPorts Ports, string Player) asked))
        {
            return head;
        }

        asked.Ports.Connect(Pair(port));
        string seen = ClientPort().Replace(head, asked.Player);
        return ServerPort().Replace(seen, $"server_port={asked.Ports.Rtp}-{asked.Ports.Rtp + 1}");
    }

    private static (int Rtp, int Rtcp) Pair(Match port)
    {
        int rtp = int.Parse(port.Groups[1].Value, CultureInfo.InvariantCulture);
        return (rtp, port.Groups[2].Success ? int.Parse(port.Groups[2].Value, CultureInfo.InvariantCulture) : rtp + 1);
    }

    [GeneratedRegex(@"client_port=(\d+)(?:-(\d+))?")]
    private static partial Regex ClientPort();

    [GeneratedRegex(@"server_port=(\d+)(?:-(\d+))?")]
    private static partial Regex ServerPort();

    [GeneratedRegex(@"^CSeq:\s*(\d+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex CSeq();
}
