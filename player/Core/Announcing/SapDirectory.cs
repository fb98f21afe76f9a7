using System.Net;
using Streaming.Formats.Sap;
using Streaming.Formats.Sdp;
using Streaming.Player.Sessions;

namespace Streaming.Player.Announcing;

/// <summary>The sessions that are announced, as long as they are. RFC 2974.</summary>
/// <remarks>
/// Anybody may say anything here, so all of it is bounded: what is malformed, too large, encrypted or compressed is counted and left; each
/// announcer has a share of the room, and who is no announcer of a session ends none. Who an announcer is, is told by where its packets
/// come from: what they say of themselves can be anything.
/// </remarks>
public sealed class SapDirectory
{
    /// <summary>1 024 × 1 kB: names, addresses and what the table adds.</summary>
    public const int Most = 1_024;

    /// <summary>So that one alone does not push out all others.</summary>
    public const int MostOfOne = 64;

    /// <summary>Ten intervals, or an hour where that is longer. RFC 2974 §4.</summary>
    private const int IntervalsOfSilence = 10;

    private const int LongestName = 200;

    private const int LongestAddress = 500;

    private static readonly TimeSpan LeastLife = TimeSpan.FromHours(1);

    private readonly Dictionary<(IPAddress From, IPAddress Source, ushort Hash), AnnouncedSession> _sessions = [];

    /// <summary>All that are announced, by name.</summary>
    public IReadOnlyList<HeardChannel> Channels =>
        [.. _sessions.Values.Select(session => session.Channel).OrderBy(channel => channel.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Packets that are no announcement that can be read: malformed, compressed, encrypted, or of other things.</summary>
    public long Ignored { get; private set; }

    /// <summary>Packets that are larger than an announcement may be.</summary>
    public long TooLarge { get; private set; }

    /// <summary>Announcements there was no room for.</summary>
    public long Overflowed { get; private set; }

    /// <summary>A datagram has come to an announcement group.</summary>
    /// <param name="from">Who sent it.</param>
    public void Accept(ReadOnlySpan<byte> datagram, IPAddress from, Instant now)
    {
        if (!SapPacket.TryParse(datagram, out SapPacket packet, out ParseError error))
        {
            (Ignored, TooLarge) = error.Fault == ParseFault.TooLarge ? (Ignored, TooLarge + 1) : (Ignored + 1, TooLarge);
            return;
        }

        (IPAddress, IPAddress, ushort) key = (from, packet.Source, packet.Hash);
        if (packet.IsDeletion)
            _sessions.Remove(key);
        else if (Read(packet, from, now) is { } session)
            Keep(key, session, now);
        else
            Ignored++;
    }

    /// <summary>Drops what has not been announced for so long that it is over.</summary>
    public void Expire(Instant now)
    {
        foreach (((IPAddress, IPAddress, ushort) key, AnnouncedSession session) in _sessions)
        {
            TimeSpan life = session.Interval is { } interval && interval * IntervalsOfSilence > LeastLife
                ? interval * IntervalsOfSilence
                : LeastLife;
            if (now - session.Channel.Heard > life)
                _sessions.Remove(key);
        }
    }

    private static AnnouncedSession? Read(in SapPacket packet, IPAddress from, Instant now)
    {
        if (!SdpReader.TryParse(packet.Payload, out SessionDescription? session, out _) || session.Origin is not { } origin)
            return null;
        string control = session.Control?.Trim() ?? "";
        bool isPlayed = control.Length <= LongestAddress && RtspAddress.TryParse(control, out _);
        Presentation presentation = PresentationReader.Read(session, control);
        OfferedGroup? group = presentation.Tracks.FirstOrDefault(track => track.Group is not null)?.Group;
        HeardChannel channel = new(
            Clean(presentation.Name, origin.SessionId), isPlayed ? control : "", group?.Address ?? "", presentation.Tracks.Count, $"{from}")
        {
            Heard = now,
        };
        return new(channel, $"{origin.User} {origin.SessionId} {origin.Address}");
    }

    /// <summary>What is announced under another hash is another version of the same session: it takes the place of the one
    /// before.</summary>
    private void Keep((IPAddress From, IPAddress Source, ushort Hash) key, AnnouncedSession session, Instant now)
    {
        if (_sessions.TryGetValue(key, out AnnouncedSession? before))
        {
            _sessions[key] = session with { Interval = now - before.Channel.Heard };
            return;
        }

        int ofSame = 0;
        foreach (((IPAddress From, IPAddress, ushort) other, AnnouncedSession held) in _sessions)
        {
            if (!other.From.Equals(key.From))
                continue;
            ofSame++;
            if (held.Origin != session.Origin)
                continue;
            _sessions.Remove(other);
            ofSame--;
        }

        if (_sessions.Count == Most)
            Expire(now);
        if (_sessions.Count < Most && ofSame < MostOfOne)
            _sessions.Add(key, session);
        else
            Overflowed++;
    }

    private static string Clean(string name, string otherwise)
    {
        string clean = new([.. (name.Length > 0 ? name : otherwise).Where(letter => !char.IsControl(letter))]);
        return clean.Length <= LongestName ? clean : clean[..LongestName];
    }
}
