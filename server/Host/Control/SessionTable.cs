using System.Collections.Concurrent;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>Sessions by their ids, and in the order in which they were opened. May be used from any thread.</summary>
internal sealed class SessionTable
{
    private readonly ConcurrentDictionary<SessionId, SessionMailbox> _byId = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, SessionMailbox> _byAge = [];
    private SessionMailbox[]? _all;

    public int Count => _byId.Count;

    /// <summary>The oldest first: who is looked at first, and so gets what there is room for, is no accident.</summary>
    public IReadOnlyList<SessionMailbox> All
    {
        get
        {
            lock (_gate)
                return _all ??= [.. _byAge.Values];
        }
    }

    public SessionMailbox? Find(SessionId id) => _byId.GetValueOrDefault(id);

    public void Add(SessionMailbox mailbox)
    {
        bool isNew = _byId.TryAdd(mailbox.Session.Id, mailbox);
        Invariant.That(isNew, "128 random bits do not repeat");
        lock (_gate)
        {
            _byAge.Add(mailbox.Number, mailbox);
            _all = null;
        }
    }

    public void Remove(SessionMailbox mailbox)
    {
        _byId.TryRemove(mailbox.Session.Id, out _);
        lock (_gate)
        {
            _byAge.Remove(mailbox.Number);
            _all = null;
        }
    }
}
