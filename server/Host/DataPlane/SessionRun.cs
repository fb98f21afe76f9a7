using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>A session in the hands of the data plane: which loop has it, who wants to hear of it, and what it has sent.</summary>
internal sealed class SessionRun
{
    public SessionRun(SendSession session, SendLoop loop)
    {
        Session = session;
        Loop = loop;
        Entry = new(this);
    }

    public SendSession Session { get; }

    public SendLoop Loop { get; }

    public ISendEvents? Events { get; set; }

    public WheelEntry<SessionRun> Entry { get; }

    public FlowCounters Counters { get; } = new();

    /// <summary>The streams whose reports come to it. Used by control only.</summary>
    public HashSet<Ssrc> Owned { get; } = [];

    /// <summary>Whether its loop is sending it; written by the loop only.</summary>
    public bool IsRunning
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>Why it cannot go on; the loop ends it after the batch at hand.</summary>
    public string? Failure { get; private set; }

    /// <summary>Notes the first reason.</summary>
    public void Fail(string reason) => Failure ??= reason;

    public void Recover() => Failure = null;
}
