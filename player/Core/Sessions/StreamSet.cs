using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Player.Monitoring;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;
using Streaming.Player.Repair;
using Streaming.Player.Reporting;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Sessions;

/// <summary>The streams of a session: those that are set up, and those that were.</summary>
internal sealed class StreamSet(ReceiverOptions options, ReceiverIdentity identity) : IDisposable
{
    /// <summary>What a stream is taken to need where the description does not say.</summary>
    private static readonly BitRate AssumedRate = BitRate.Mbps(1);

    private readonly SeededRandom _random = new(identity.Seed);
    private readonly List<ActiveStream> _active = [];
    private readonly List<ActiveStream> _all = [];
    private PlaySegment? _segment;
    private Contract? _contract;
    private bool _hasChanged;

    private delegate int WriteReport(ReceiveStream stream, Instant now, Span<byte> wire);

    /// <summary>Who plays what comes; null: nobody. Known before the first stream is opened.</summary>
    public IStreamListener? Listener { get; set; }

    /// <summary>In the order of their setting up.</summary>
    public IReadOnlyList<ActiveStream> Active => _active;

    public IReadOnlyList<ActiveStream> All => _all;

    /// <summary>Asked with every packet.</summary>
    public bool HaveAllEnded
    {
        get
        {
            foreach (ActiveStream stream in _active)
            {
                if (!stream.HasEnded)
                    return false;
            }

            return _active.Count > 0;
        }
    }

    public Deadline Next
    {
        get
        {
            Deadline next = Deadline.Never;
            foreach (ActiveStream stream in _active)
            {
                Instant asks = stream.NextRequest, reports = stream.Reporter.Next, receives = stream.Receive.Next;
                next = asks < next.At ? new(asks, WakeReason.Request) : next;
                next = reports < next.At ? new(reports, WakeReason.Report) : next;
                next = receives < next.At ? new(receives, WakeReason.Reordering) : next;
            }

            return next;
        }
    }

    /// <summary>Which stream comes on a channel of the connection; null: none.</summary>
    public ActiveStream? OfChannel(int channel)
    {
        foreach (ActiveStream stream in _active)
        {
            if (stream.Setup.Channels is { } channels && (channels.Rtp == channel || channels.Rtcp == channel))
                return stream;
        }

        return null;
    }

    public ActiveStream Open(StreamSetup setup, ReceptionMonitor monitor, Instant now)
    {
        PayloadDescription payload = setup.Track.Payload!;

        // Nobody who plays says until when: what parity brings comes within its window.
        ReorderPolicy policy = setup.IsTcp
            ? ReorderPolicy.Connection
            : new(options.ReorderWait + (setup.Parity?.RepairWindow ?? TimeSpan.Zero));
        MissingPackets? missing = setup.Parity is null && setup.Resend is null ? null : new();
        Ssrc own = new((uint)_random.NextUInt64());
        ReceptionReporter reporter = new(
            own, identity.Cname, setup.Track.Rate ?? AssumedRate, payload.Clock, new SeededRandom(_random.NextUInt64()));
        reporter.Start(now, setup.IsMulticast);
        bool isOfChannel = setup is { IsOfChannel: true, IsTcp: false };
        StreamParts parts = new(
            hooks => new(payload.PayloadType, payload.Clock, Depacketizer(payload), policy, setup.IsTcp, hooks, isOfChannel)
            {
                Monitor = monitor,
                Missing = missing,
            },
            () => Depacketizer(payload),
            new SampleTally(options.KeepsDigests, options.HashesSamples),
            reporter);
        ActiveStream stream = new(_all.Count, setup, parts, Listener);
        if (setup.Ssrc is { } source)
            stream.Receive.Announce(source);
        Grant(stream);
        _active.Add(stream);
        _all.Add(stream);
        _hasChanged = true;
        return stream;
    }

    /// <summary>A stream is set up no more; its figures stay.</summary>
    /// <returns>Null where there is none of that track.</returns>
    public ActiveStream? Close(OfferedTrack track)
    {
        ActiveStream? stream = _active.Find(one => one.Setup.Track == track);
        _hasChanged |= stream is not null && _active.Remove(stream);
        return stream;
    }

    /// <summary>Every stream of a channel is given up for another transport; what came counts.</summary>
    public void Leave()
    {
        _active.Clear();
        _segment = null;
        _hasChanged = true;
    }

    /// <summary>While a channel plays a lane is set up, which begins where the others are, or one is left.</summary>
    public void Changed(SessionEffect effect, Instant now)
    {
        TellOpened(now);
        if (effect is SessionEffect.StreamOpened { Stream: { } joined })
        {
            TrackKind kind = joined.Setup.Track.Kind;
            joined.BeginBeside(_active.Find(other => other != joined && other.Setup.Track.Kind == kind), now);
        }
    }

    /// <summary>Does what is due in every stream.</summary>
    /// <param name="send">Takes a compound for the server.</param>
    public void Advance(Instant now, Action<ActiveStream, byte[]> send)
    {
        foreach (ActiveStream stream in _active)
        {
            if (stream.Receive.Next <= now)
                stream.Drain(now);
            if (stream.Reporter.Next <= now)
                Send(stream, stream.Reporter.WriteDue, now, send);
            if (stream.NextRequest <= now)
                Send(stream, (_, at, wire) => stream.WriteRequest(at, wire), now, send);
        }
    }

    public void SayGoodbye(Instant now, Action<ActiveStream, byte[]> send) =>
        _active.ForEach(stream => Send(stream, stream.Reporter.WriteBye, now, send));

    /// <summary>Everything is given up for another transport; what came does not count.</summary>
    public void Clear()
    {
        Dispose();
        _active.Clear();
        _all.Clear();
        _segment = null;
    }

    public void Hold() => _active.ForEach(stream => stream.Receive.Hold());

    public void Release(Instant now) => _active.ForEach(stream => stream.Release(now));

    /// <summary>Another contract is in force.</summary>
    public void Adopt(Contract contract)
    {
        _contract = contract;
        _active.ForEach(Grant);
    }

    public void Begin(PlayAnswer answer, PlaySegment segment, Instant now)
    {
        TellOpened(now);
        TimeSpan? played = segment.GoesOn && _segment is { } before ? segment.Start - before.Start : null;
        _segment = segment;
        Listener?.Began(segment, now);
        _active.ForEach(stream => stream.Repair.Suppose(answer.Answered - answer.Requested));
        for (int i = 0; i < _active.Count; i++)
            _active[i].Begin(i < answer.Info.Count ? answer.Info[i] : null, played, now);
    }

    public void End(Instant now) => _active.ForEach(stream => stream.End(now));

    public void Dispose() => _all.ForEach(stream => stream.Dispose());

    private void TellOpened(Instant now)
    {
        if (_hasChanged)
            Listener?.Opened(_active, now);
        _hasChanged = false;
    }

    private static void Send(ActiveStream stream, WriteReport write, Instant now, Action<ActiveStream, byte[]> send)
    {
        Span<byte> wire = stackalloc byte[CompoundWriter.MaxSize];
        int size = write(stream.Receive, now, wire);
        if (size > 0)
            send(stream, wire[..size].ToArray());
    }

    private static IDepacketizer Depacketizer(PayloadDescription payload)
    {
        bool isPlayable = PayloadFormats.TryCreateDepacketizer(payload, out IDepacketizer? depacketizer);
        Invariant.That(isPlayable && depacketizer is not null, "only playable tracks are set up");
        return depacketizer;
    }

    /// <summary>A server without contracts sends again what it has described that it does. A channel promises what it describes to
    /// everybody.</summary>
    private void Grant(ActiveStream stream)
    {
        bool isPromised = stream.Setup.IsMulticast ? stream.Setup.Parity is not null : _contract is { Protection.Count: > 0 };
        stream.Repair.Grant(isPromised, stream.Setup.IsMulticast || _contract is null || _contract.Resend > Ratio.Zero);
    }
}
