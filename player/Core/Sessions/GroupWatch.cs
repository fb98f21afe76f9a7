using Streaming.Formats.Media;

namespace Streaming.Player.Sessions;

/// <summary>Whether the groups that were joined are heard: pictures and sound each, as one may get through and the other not.</summary>
/// <remarks>What comes to us alone does not count, neither the burst nor what was asked for: it proves nothing of the groups. Of texts and
/// slides nobody can say when the next is due.</remarks>
/// <param name="patience">How long a group may be silent.</param>
internal sealed class GroupWatch(TimeSpan patience)
{
    private readonly Dictionary<TrackKind, Instant> _heard = [];

    /// <summary>When a group has been silent for too long; never where none is watched.</summary>
    public Instant SilentAt
    {
        get
        {
            Instant first = Instant.Never;
            foreach (Instant heard in _heard.Values)
                first = Instant.Min(first, heard + patience);
            return first;
        }
    }

    /// <summary>The kind that has been silent for longest.</summary>
    public TrackKind Silent => _heard.MinBy(kind => kind.Value.Ticks).Key;

    /// <summary>From now on it is due.</summary>
    public void Expect(TrackKind kind, Instant now)
    {
        if (kind is TrackKind.Video or TrackKind.Audio)
            _heard.TryAdd(kind, now);
    }

    /// <summary>A packet has come by a group.</summary>
    public void Heard(TrackKind kind, Instant now)
    {
        if (_heard.ContainsKey(kind))
            _heard[kind] = now;
    }

    /// <summary>No group is joined any more.</summary>
    public void Stop() => _heard.Clear();
}
