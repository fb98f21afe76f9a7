using Streaming.Formats.Rtp;
using Streaming.Qos.Monitoring;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>A sender in the hands of the data plane: which loop has it, who wants to hear of it, and what it has sent.</summary>
internal sealed class SenderRun : IFlow
{
    private IByteSource? _lost;

    public SenderRun(ISender sender, SendLoop loop)
    {
        Sender = sender;
        Loop = loop;
        Entry = new(this);
    }

    public ISender Sender { get; }

    public SendLoop Loop { get; }

    public ISendEvents? Events { get; set; }

    public WheelEntry<SenderRun> Entry { get; }

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

    public void CountSent(int packets, int bytes, Instant due, Instant deadline, Instant now)
    {
        Counters.Sent(packets, bytes, now - due);
        Sender.Meter.Sent(Datagrams(packets, bytes), now - deadline, now);
    }

    public void CountSentControl(int bytes, Instant now)
    {
        Counters.SentControl();
        Sender.Meter.Sent(Datagrams(1, bytes), TimeSpan.Zero, now);
    }

    public void CountDropped(DropReason reason, int packets, int bytes)
    {
        Counters.Drop(reason, packets);
        Sender.Meter.Dropped(Datagrams(packets, bytes), ProcessClock.Now);
    }

    /// <summary>Notes the first reason.</summary>
    public void Fail(string reason, IByteSource? film = null)
    {
        if (Failure is null)
            (Failure, _lost) = (reason, film);
    }

    public void Recover() => (Failure, _lost) = (null, null);

    /// <summary>It can go on where all it has lost is a film that it can do without.</summary>
    public bool TryRecover(Instant now)
    {
        if (_lost is null || !Sender.TryDoWithout(_lost, Failure!, now))
            return false;
        Recover();
        return true;
    }

    private static Tally Datagrams(int packets, int bytes) => new(packets, new(bytes + ((long)packets * DatagramSizes.LowerHeaders)));
}
