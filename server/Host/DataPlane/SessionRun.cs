using Streaming.Formats.Rtp;
using Streaming.Qos.Monitoring;
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

    /// <summary>Its goodbye, while the shaper holds part of it back. Used by its loop only.</summary>
    public string? Farewell { get; set; }

    /// <summary>Why it cannot go on; the loop ends it after the batch at hand.</summary>
    public string? Failure { get; private set; }

    /// <summary>Packets left at <paramref name="now"/>, together, and had to by <paramref name="deadline"/>.</summary>
    public void CountSent(int packets, int bytes, Instant due, Instant deadline, Instant now)
    {
        Counters.Sent(packets, bytes, now - due);
        Session.Meter.Sent(Datagrams(packets, bytes), now - deadline, now);
    }

    public void CountSentControl(int bytes, Instant now)
    {
        Counters.SentControl();
        Session.Meter.Sent(Datagrams(1, bytes), TimeSpan.Zero, now);
    }

    public void CountDropped(DropReason reason, int packets, int bytes)
    {
        Counters.Drop(reason, packets);
        Session.Meter.Dropped(Datagrams(packets, bytes), ProcessClock.Now);
    }

    /// <summary>Notes the first reason.</summary>
    public void Fail(string reason) => Failure ??= reason;

    public void Recover() => Failure = null;

    private static Tally Datagrams(int packets, int bytes) => new(packets, new(bytes + ((long)packets * DatagramSizes.LowerHeaders)));
}
