using System.Net;
using Streaming.Lab.Real.Serving;
using Streaming.Lab.Records;
using Streaming.Lab.Virtual;
using Streaming.Server.Host.Http;

namespace Streaming.Lab.Real;

/// <summary>What happens in a run on sockets: what viewers do, and what the server says in its log and by its API. Thread-safe.</summary>
internal sealed class RealJournal(IReadOnlyList<CastMember> cast, Func<IPAddress, int> numberOf)
{
    private readonly Lock _lock = new();
    private readonly List<RunEvent> _events = [];
    private readonly List<LoggedEvent> _logged = [];
    private readonly Dictionary<string, int> _viewerOf = [];
    private readonly Dictionary<int, bool> _isKept = [];

    /// <summary>By the time of day.</summary>
    public DateTimeOffset Start { get; set; }

    /// <summary>Sessions that the server moved to another level.</summary>
    public int Moves
    {
        get
        {
            lock (_lock)
                return _logged.Count(one => one.Kind == "Moved");
        }
    }

    /// <summary>How often the server moved a viewer's session to another level.</summary>
    public int MovesOf(int viewer)
    {
        lock (_lock)
            return _logged.Count(one => one.Kind == "Moved" && _viewerOf.GetValueOrDefault(one.Of("session"), -1) == viewer);
    }

    /// <summary>By time.</summary>
    public IReadOnlyList<RunEvent> Events
    {
        get
        {
            lock (_lock)
                return [.. _events.Concat(_logged.Select(Read).OfType<RunEvent>()).OrderBy(one => one.AtS)];
        }
    }

    public void Add(RunEvent what)
    {
        lock (_lock)
            _events.Add(what);
    }

    /// <summary>The server has written a line in its log.</summary>
    public void Logged(LoggedEvent line)
    {
        lock (_lock)
            _logged.Add(line);
    }

    /// <summary>Whose session it is; −1: nobody's of the cast.</summary>
    public int ViewerOf(SessionDetails session) =>
        IPEndPoint.TryParse(session.Client, out IPEndPoint? point) && numberOf(point.Address) is var number && number < cast.Count
            ? number
            : -1;

    /// <summary>The server has named its sessions.</summary>
    public void Named(IEnumerable<SessionDetails> sessions)
    {
        lock (_lock)
        {
            foreach (SessionDetails session in sessions)
                _viewerOf[session.Id] = ViewerOf(session);
        }
    }

    /// <summary>Sessions are over: whether their contracts were kept.</summary>
    public void Judged(IEnumerable<SessionDetails> ended)
    {
        lock (_lock)
        {
            foreach (SessionDetails session in ended)
            {
                if (session.Verdict is { } verdict && _viewerOf.GetValueOrDefault(session.Id, -1) is >= 0 and var viewer)
                    _isKept[viewer] = verdict.IsMet && _isKept.GetValueOrDefault(viewer, true);
            }
        }
    }

    /// <summary>Whether all contracts of a viewer were kept, by the server's word; null: none was judged.</summary>
    public bool? IsKept(int viewer)
    {
        lock (_lock)
            return _isKept.TryGetValue(viewer, out bool isKept) ? isKept : null;
    }

    /// <summary>What a line of the log is to the record; null: nothing.</summary>
    private RunEvent? Read(LoggedEvent line)
    {
        string? session = _viewerOf.GetValueOrDefault(line.Of("session"), -1) is >= 0 and var viewer ? cast[viewer].Id : null;
        double at = Math.Round((line.At - Start).TotalSeconds, 6);
        return line.Kind switch
        {
            "Moved" => new(at, "moved", session, null, $"moved from {line.Of("before")} to {line.Of("point")}: {line.Of("reason")}"),
            "Violated" => new(at, "violated", session, null, line.Of("violation")),
            "SessionClosed" when session is not null =>
                new(at, "released", session, null, $"the server has released it: {line.Of("reason")}"),
            "KeptAgain" => new(at, "kept", session, null, line.Of("violation")),
            _ => null,
        };
    }
}
