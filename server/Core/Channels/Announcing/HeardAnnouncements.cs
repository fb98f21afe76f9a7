using System.Net;
using Streaming.Formats.Sap;

namespace Streaming.Server.Channels.Announcing;

/// <summary>What others announce: only how many they are counts, since all share what announcements may take.</summary>
internal sealed class HeardAnnouncements
{
    /// <summary>RFC 2974 §4: or ten times its interval, where that is longer; then it counts again when it comes again.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>With as many, announcements of 600 bytes already come at the longest interval; about 100 kB.</summary>
    private const int Most = 1_024;

    private readonly Dictionary<(IPAddress Source, ushort Hash), (IPEndPoint Scope, Instant Heard)> _heard = [];

    /// <summary>Those beyond the limit were not looked at; packets that are none neither.</summary>
    public long Ignored { get; private set; }

    public int CountIn(IPEndPoint scope) => _heard.Count(one => one.Value.Scope.Equals(scope));

    public void Hear(ReadOnlySpan<byte> packet, IPEndPoint scope, Instant now)
    {
        if (!SapPacket.TryParse(packet, out SapPacket said, out _))
        {
            Ignored++;
            return;
        }

        (IPAddress, ushort) key = (said.Source, said.Hash);
        if (said.IsDeletion)
        {
            _heard.Remove(key);
            return;
        }

        if (_heard.Count == Most && !_heard.ContainsKey(key))
            Forget(now);
        if (_heard.Count < Most || _heard.ContainsKey(key))
            _heard[key] = (scope, now);
        else
            Ignored++;
    }

    /// <summary>Drops those not heard for long.</summary>
    public void Forget(Instant now)
    {
        foreach (((IPAddress, ushort) key, (_, Instant heard)) in _heard)
        {
            if (now - heard > Life)
                _heard.Remove(key);
        }
    }
}
