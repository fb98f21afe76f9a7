using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Streaming.Formats.Sap;
using Streaming.Primitives.Chance;

namespace Streaming.Server.Channels.Announcing;

/// <summary>Says which channels there are, again and again, and when one is over. RFC 2974.</summary>
/// <remarks>
/// Take input, drain <see cref="TryTake"/>, wake at <see cref="Next"/>. A description that has changed is announced under another hash;
/// where it is no longer the same session, or goes elsewhere, the old one is deleted first. A deletion is said three times, one second
/// apart: it has nothing behind it that would make up for a loss but an hour's silence.
/// Deviation: packets may pass as many routers as those of the channel, not 255: where it is not heard it need not be known.
/// </remarks>
public sealed class Announcer(ulong seed)
{
    /// <summary>As many as there can be channels.</summary>
    public const int Most = 256;

    private const int Deletions = 3;

    private static readonly TimeSpan DeletionGap = TimeSpan.FromSeconds(1);

    /// <summary>Twenty channels of 3 kB leave at once; more wait, so that all of them together keep to the limit of the scope.</summary>
    private static readonly TimeSpan Burst = SapInterval.TimeOf(60_000);

    private readonly Dictionary<string, Announced> _current = [];
    private readonly List<Announced> _deleted = [];
    private readonly HeardAnnouncements _heard = new();
    private readonly SeededRandom _random = new(seed);
    private Instant _paid;

    /// <summary>Packets of others that were none, or too many.</summary>
    public long Ignored => _heard.Ignored;

    /// <summary>When a packet is due; <see cref="Instant.Never"/> where nothing is announced.</summary>
    public Instant Next
    {
        get
        {
            Instant due = Instant.Never;
            foreach (Announced one in _current.Values)
                due = Instant.Min(due, one.Due);
            foreach (Announced one in _deleted)
                due = Instant.Min(due, one.Due);
            return due == Instant.Never ? due : Instant.Max(due, _paid - Burst);
        }
    }

    /// <summary>Announces a channel from now on, in place of what was said of it before.</summary>
    /// <returns>False where its description is too long for a packet, or there are too many: it is not announced.</returns>
    public bool Announce(Announcement announcement, Instant now)
    {
        byte[] description = Encoding.UTF8.GetBytes(announcement.Description);
        _current.TryGetValue(announcement.Channel, out Announced? before);
        if (description.Length + SapPacket.MaxOverhead > SapPacket.MostBytes || (before is null && _current.Count == Most))
        {
            Withdraw(announcement.Channel, now);
            return false;
        }

        Announced next = new(announcement, description) { Due = now };
        if (before is not null && before.IsSame(next))
            return true;
        if (before is not null && before.IsOtherSessionThan(next))
            Delete(before, now);
        _current[announcement.Channel] = next;
        return true;
    }

    /// <summary>The channel is over.</summary>
    public void Withdraw(string channel, Instant now)
    {
        if (_current.Remove(channel, out Announced? one))
            Delete(one, now);
    }

    /// <summary>All of them are over.</summary>
    public void WithdrawAll(Instant now)
    {
        foreach (string channel in _current.Keys.ToArray())
            Withdraw(channel, now);
    }

    /// <summary>Something came to a group of announcements: our own too, which is passed over.</summary>
    /// <param name="scope">The group.</param>
    public void Hear(ReadOnlySpan<byte> packet, IPEndPoint scope, Instant now)
    {
        foreach (Announced one in _current.Values)
        {
            if (packet.SequenceEqual(one.Packet))
                return;
        }

        _heard.Hear(packet, scope, now);
    }

    /// <summary>The next packet that is due.</summary>
    public bool TryTake(Instant now, [NotNullWhen(true)] out AnnouncementPacket? packet)
    {
        packet = null;
        if (Next > now)
            return false;
        Announced one = _deleted.Find(deleted => deleted.Due <= now) ?? _current.Values.MinBy(announced => announced.Due)!;
        one.Sent++;
        if (one.IsDeleted)
        {
            one.Due = now + DeletionGap;
            if (one.Sent == Deletions)
                _deleted.Remove(one);
        }
        else
        {
            _heard.Forget(now);
            int all = _heard.CountIn(one.Scope) + _current.Values.Count(other => other.Scope.Equals(one.Scope));
            one.Due = now + SapInterval.Next(all, one.Packet.Length, one.Sent, _random.NextDouble());
        }

        _paid = Instant.Max(_paid, now) + SapInterval.TimeOf(one.Packet.Length);
        packet = new(one.Packet, one.Scope, one.Announcement.Source, one.Announcement.Group.Options);
        return true;
    }

    /// <summary>Whoever was told that it is there is told that it is not.</summary>
    private void Delete(Announced one, Instant now)
    {
        if (one.Sent == 0)
            return;
        one.Delete();
        one.Due = now;

        // All channels at once are the most that can end; of those that come and go by the second, the oldest has been said.
        if (_deleted.Count == Most)
            _deleted.RemoveAt(0);
        _deleted.Add(one);
    }
}
