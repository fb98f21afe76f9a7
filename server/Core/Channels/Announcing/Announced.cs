using System.Net;
using Streaming.Formats.Sap;

namespace Streaming.Server.Channels.Announcing;

/// <summary>An announcement, or its deletion, that is being said.</summary>
internal sealed class Announced(Announcement announcement, byte[] description)
{
    public Announcement Announcement { get; } = announcement;

    public IPEndPoint Scope { get; } = SapScope.Of(announcement.Group.Rtp.Address);

    public byte[] Packet { get; private set; } = Write(announcement, description, isDeletion: false);

    public bool IsDeleted { get; private set; }

    /// <summary>How often.</summary>
    public int Sent { get; set; }

    /// <summary>When it is to be said next.</summary>
    public Instant Due { get; set; }

    /// <summary>Whether nothing at all is different.</summary>
    public bool IsSame(Announced other) =>
        Scope.Equals(other.Scope)
        && Announcement.Group.Options == other.Announcement.Group.Options
        && Packet.AsSpan().SequenceEqual(other.Packet);

    /// <summary>Whether listeners would take them for two: a session is known by its origin but for the version (RFC 8866 §5.2), in a
    /// scope, from an announcer.</summary>
    public bool IsOtherSessionThan(Announced other) =>
        !Scope.Equals(other.Scope)
        || !Announcement.Source.Equals(other.Announcement.Source)
        || !Origin(Announcement.Description).SequenceEqual(Origin(other.Announcement.Description));

    /// <summary>From now on it is said that it is over, under the same hash.</summary>
    public void Delete()
    {
        Packet = Write(Announcement, description, isDeletion: true);
        (IsDeleted, Sent) = (true, 0);
    }

    /// <summary>User, session and address; the version is the third word.</summary>
    private static string[] Origin(string sdp)
    {
        string line = Array.Find(sdp.Split('\n'), static one => one.StartsWith("o=", StringComparison.Ordinal)) ?? "";
        return [.. line.Split(' ').Where((_, index) => index != 2)];
    }

    private static byte[] Write(Announcement announcement, byte[] description, bool isDeletion)
    {
        byte[] packet = new byte[SapPacket.MaxOverhead + description.Length];
        return packet[..SapPacket.Write(packet, isDeletion, announcement.Source, description)];
    }
}
