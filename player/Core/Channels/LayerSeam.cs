using Streaming.Formats.Payloads;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Player.Channels;

/// <summary>Makes one stream of pictures of all lanes that are joined: whoever plays never sees that there are several.</summary>
/// <remarks>
/// Lanes have the same stamps for the same picture, and key pictures at the same places. So the change is made in front of a key picture
/// that both have: up to it the one lane is handed on, from it on the other, no picture twice and none left out. Until the wanted lane's
/// key picture is whole, the shown lane's waits a moment for it; playout is about a second behind and sees nothing of that. A lane that is
/// gone, or has lost its own key picture, is left at the next one that the wanted lane has.
/// </remarks>
/// <param name="player">Who plays. The stream it knows is the first lane there was, whichever is shown.</param>
internal sealed class LayerSeam(IStreamListener player) : IStreamListener
{
    /// <summary>Lanes leave the server together; what one key picture takes longer than the other on a full link is less.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>So long before it is needed a picture goes to its decoder, come what may.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromMilliseconds(100);

    private readonly List<LaneQueue> _lanes = [];
    private LaneQueue? _shown;
    private ActiveStream? _face;
    private OfferedTrack? _wanted;
    private IReadOnlyList<ActiveStream> _told = [];

    /// <summary>The highest time that was handed on, on the line of the first lane.</summary>
    private long _last = long.MinValue;
    private long? _reference;

    /// <summary>Told of every packet of every stream, as the stream itself has its time.</summary>
    public Action<ActiveStream, long, Instant>? Heard { get; init; }

    /// <summary>What waits at the seam waits until then.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>The lane that is shown; null before the first.</summary>
    public OfferedTrack? Shown => _shown?.Track;

    /// <summary>Changes of lane that were made.</summary>
    public int Changes { get; private set; }

    /// <summary>The last time a change could be made, and what lies between two such places: where the next is to be expected.</summary>
    public (Instant At, TimeSpan Apart)? LastKey { get; private set; }

    /// <summary>That lane is to be shown from the next place on where it can be.</summary>
    public void Want(OfferedTrack track, Instant now)
    {
        _wanted = track;
        Settle(now);
    }

    public void Opened(IReadOnlyList<ActiveStream> streams, Instant now)
    {
        bool isRenewed = !_lanes.Exists(lane => streams.Contains(lane.Stream));
        foreach (LaneQueue gone in _lanes.Where(lane => !streams.Contains(lane.Stream)).ToArray())
            Drop(gone, now);
        _lanes.AddRange(streams.Where(one => one.Setup.Track.IsLayer && Find(one) is null).Select(one => new LaneQueue(one)));
        if (isRenewed)
            (_face, _shown, _last, _reference) = (_lanes.Count > 0 ? _lanes[0].Stream : null, null, long.MinValue, null);
        ActiveStream[] told = [.. streams.Where(stream => !stream.Setup.Track.IsLayer), .. _face is null ? [] : (ActiveStream[])[_face]];
        if (!told.SequenceEqual(_told))
            player.Opened(_told = told, now);
        Settle(now);
    }

    public void Began(PlaySegment segment, Instant now) => player.Began(segment, now);

    public void Arrived(ActiveStream stream, long time, Instant arrival)
    {
        Heard?.Invoke(stream, time, arrival);
        if (IsTold(stream, out ActiveStream told))
            player.Arrived(told, Place(stream, time), arrival);
    }

    public void Repaired(ActiveStream stream, long time, Instant now)
    {
        if (IsTold(stream, out ActiveStream told))
            player.Repaired(told, Place(stream, time), now);
    }

    public void RepairTakes(ActiveStream stream, TimeSpan takes)
    {
        if (Find(stream) is { } lane)
            lane.RepairTakes = takes;
        if (IsTold(stream, out ActiveStream told))
            player.RepairTakes(told, takes);
    }

    public void Synchronised(ActiveStream stream, long time, NtpTime wall, Instant now)
    {
        if (IsTold(stream, out ActiveStream told))
            player.Synchronised(told, Place(stream, time), wall, now);
    }

    public void Sample(ActiveStream stream, in ReceivedSample sample, Instant now)
    {
        if (Find(stream) is not { } lane)
        {
            player.Sample(stream, sample, now);
            return;
        }

        ReceivedSample placed = sample with { Time = Place(stream, sample.Time) };
        if (lane == _shown)
            Show(lane, placed, now);
        else
            Keep(lane, placed);
        Settle(now);
    }

    public void Lost(ActiveStream stream, in PacketLoss loss, Instant now)
    {
        if (Find(stream) is not { } lane)
            player.Lost(stream, loss, now);
        else if (!lane.IsEmpty && (lane == _shown || _shown is null))
            lane.Add(loss);
        else if (lane == _shown)
            player.Lost(_face!, loss, now);
        else
            lane.Clear();
    }

    public void Ended(ActiveStream stream, Instant now)
    {
        if (Find(stream) is { } lane)
            lane.HasEnded = true;
        if (Find(stream) is null)
            player.Ended(stream, now);
        else if (_lanes.TrueForAll(one => one.HasEnded))
            player.Ended(_face!, now);
    }

    public Instant? NeededBy(ActiveStream stream, long time) =>
        player.NeededBy(Find(stream) is null ? stream : _face!, Place(stream, time));

    public void Align(in CommonLine line, Instant now) => player.Align(line, now);

    public Instant? PresentedAt(MediaTime position) => player.PresentedAt(position);

    /// <summary>Ends the waiting at the seam where it is over.</summary>
    public void Advance(Instant now)
    {
        if (Next <= now)
            Settle(now);
    }

    private LaneQueue? Find(ActiveStream stream) => _lanes.Find(lane => lane.Stream == stream);

    private void Drop(LaneQueue lane, Instant now)
    {
        // What waits of the shown lane still belongs in front of whatever is shown next.
        if (lane == _shown)
        {
            HandOn(lane, now);
            _shown = null;
        }

        lane.Clear();
        _lanes.Remove(lane);
    }

    /// <summary>Whether whoever plays is to know, and under which name.</summary>
    private bool IsTold(ActiveStream stream, out ActiveStream told)
    {
        LaneQueue? lane = Find(stream);
        told = lane is null ? stream : _face!;
        return lane is null || lane == (_shown ?? _lanes[0]);
    }

    /// <summary>Where a lane's time lies on the line of the first: stamps are the same, so the lower half says it.</summary>
    private long Place(ActiveStream stream, long time)
    {
        if (Find(stream) is null)
            return time;
        _reference = _reference is { } reference ? reference + unchecked((int)((uint)time - (uint)reference)) : time;
        return _reference.Value;
    }

    private void Show(LaneQueue lane, in ReceivedSample sample, Instant now)
    {
        bool isKey = lane.IsKey(sample);
        if (isKey)
            LastKey = (now, LastKey is { } before ? now - before.At : TimeSpan.Zero);
        LaneQueue? candidate = Candidate();
        if (lane.IsEmpty && candidate?.First <= sample.Time)
        {
            // Of pictures behind the other's key picture none is in front of it.
            Change(candidate, now);
        }
        else if (!lane.IsEmpty)
        {
            lane.Add(sample.Time, sample);
        }
        else if (isKey && candidate is not null)
        {
            lane.Add(sample.Time, sample);
            Next = Until(sample.Time, now + Patience);
        }
        else
        {
            _last = Math.Max(_last, sample.Time);
            player.Sample(_face!, sample, now);
        }
    }

    /// <summary>Of a lane that is not shown, the pictures are kept from where a change could still be made.</summary>
    private void Keep(LaneQueue lane, in ReceivedSample sample)
    {
        if (lane.IsKey(sample))
            lane.DropUpTo(_last);
        lane.Add(sample.Time, sample);
    }

    /// <summary>Until when a picture can wait.</summary>
    private Instant Until(long time, Instant most) =>
        player.NeededBy(_face!, time) is { } by ? Instant.Min(by - InTime, most) : most;

    /// <summary>The lane that is to be shown and is not; the best there is where nothing is shown.</summary>
    private LaneQueue? Candidate()
    {
        LaneQueue? wanted = _lanes.Find(lane => lane.Track == _wanted);
        wanted ??= _shown is null && _lanes.Count > 0 ? _lanes[0] : null;
        return wanted == _shown ? null : wanted;
    }

    /// <summary>Makes the change if it can be made now, and decides until when it is waited for.</summary>
    private void Settle(Instant now)
    {
        if (Candidate() is not { } to)
        {
            Release(now);
            return;
        }

        to.DropUpTo(_last);
        if (to.First is not { } at)
        {
            // The shown lane waits for it, for a moment.
            if (Next <= now)
                Release(now);
        }
        else if (_shown is not { } from || from.First >= at)
        {
            Change(to, now);
        }
        else if (!from.IsEmpty)
        {
            // The key picture that was waited for is lost: this one comes later.
            Release(now);
        }
        else
        {
            // The shown lane has not come so far, and may never.
            Next = Until(at, Instant.Never);
            if (Next <= now)
                Change(to, now);
        }
    }

    /// <summary>What waited in vain goes on.</summary>
    private void Release(Instant now)
    {
        Next = Instant.Never;
        if (_shown is { IsEmpty: false } shown)
            HandOn(shown, now);
    }

    private void Change(LaneQueue to, Instant now)
    {
        _shown?.Clear();
        Changes += _shown is null ? 0 : 1;
        _shown = to;
        Next = Instant.Never;
        player.RepairTakes(_face!, to.RepairTakes);
        HandOn(to, now);
    }

    private void HandOn(LaneQueue lane, Instant now) => _last = Math.Max(_last, lane.Flush(player, _face!, now));
}
