using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Streaming.Server.Channels.Members;

namespace Streaming.Server.Channels;

/// <summary>The titles that a channel has open: the one that is sent, the one that follows, and those whose packets may still be asked
/// for.</summary>
internal sealed class TitleShelf(ConcurrentQueue<ChannelEvent> events)
{
    /// <summary>What was sent may be sent again for a while, and is looked at a moment later.</summary>
    private static readonly TimeSpan KeptFor = ChannelMembers.Reach + TimeSpan.FromSeconds(1);

    // At most two: a title is cued when the one before it is sent alone.
    private readonly Queue<ChannelEvent.Began> _toBegin = new();
    private readonly Queue<(ChannelTitle Title, Instant Until)> _leaving = new();
    private ChannelTitle? _sent;
    private ChannelTitle? _following;

    /// <summary>Nothing was sent yet.</summary>
    public bool IsEmpty => _sent is null && _following is null;

    /// <summary>When <see cref="Turn"/> or <see cref="TryBegin"/> has something to do.</summary>
    public Instant Next => Instant.Min(
        _toBegin.TryPeek(out ChannelEvent.Began? began) ? began.At : Instant.Never,
        _leaving.TryPeek(out (ChannelTitle, Instant Until) leaving) ? leaving.Until : Instant.Never);

    /// <summary>The one that is sent or follows, to which a film belongs; null: none does.</summary>
    public ChannelTitle? Find(IByteSource film) => _sent?.Has(film) == true ? _sent : _following?.Has(film) == true ? _following : null;

    /// <summary>A title follows.</summary>
    public void Add(ChannelEvent.Began title)
    {
        Invariant.That(_following is null);
        _following = title.Title;
        _toBegin.Enqueue(title);
    }

    /// <summary>Whether a title has taken the place of the one before: there is room for another.</summary>
    /// <param name="isContinuing">Something is still to be sent of the one before.</param>
    public bool Turn(bool isContinuing, Instant now)
    {
        while (_leaving.TryPeek(out (ChannelTitle Title, Instant Until) leaving) && leaving.Until <= now)
            events.Enqueue(new ChannelEvent.Left(_leaving.Dequeue().Title));
        if (isContinuing || _following is null)
            return false;
        if (_sent is not null)
            _leaving.Enqueue((_sent, now + KeptFor));
        (_sent, _following) = (_following, null);
        return true;
    }

    /// <summary>The title whose time has come.</summary>
    public bool TryBegin(Instant now, [NotNullWhen(true)] out ChannelEvent.Began? began) =>
        _toBegin.TryPeek(out began) && began.At <= now && _toBegin.TryDequeue(out began);

    /// <summary>Nothing is sent any more.</summary>
    public void Clear()
    {
        foreach (ChannelTitle title in _leaving.Select(leaving => leaving.Title).Append(_sent).Append(_following).OfType<ChannelTitle>())
            events.Enqueue(new ChannelEvent.Left(title));
        _leaving.Clear();
        _toBegin.Clear();
        (_sent, _following) = (null, null);
    }
}
