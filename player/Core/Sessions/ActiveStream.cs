using Streaming.Formats.Payloads;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Monitoring;
using Streaming.Player.Playout;
using Streaming.Player.Protection;
using Streaming.Player.Receiving;
using Streaming.Player.Repair;
using Streaming.Player.Reporting;

namespace Streaming.Player.Sessions;

/// <summary>One stream while it is received: its packets, its samples, its reports.</summary>
public sealed class ActiveStream : IDisposable
{
    private readonly PictureWatch? _pictures;
    private readonly IStreamListener? _listener;

    internal ActiveStream(int place, StreamSetup setup, StreamParts parts, IStreamListener? listener)
    {
        Place = place;
        Setup = setup;
        Tally = parts.Tally;
        Reporter = parts.Reporter;
        _listener = listener;
        Receive = parts.MakeReceive(Hooks(parts.MakeDepacketizer));
        Repair = new(setup, Receive, Drain, listener is null ? null : takes => listener.RepairTakes(this, takes));
        if (setup.Track.Codec.Equals("H264", StringComparison.OrdinalIgnoreCase))
            _pictures = new();
    }

    /// <summary>Its place among all the streams that were ever set up, from 0.</summary>
    public int Place { get; }

    public StreamSetup Setup { get; }

    public ReceiveStream Receive { get; }

    /// <summary>What stands in front of it.</summary>
    public StreamRepair Repair { get; }

    public SampleTally Tally { get; }

    public ReceptionReporter Reporter { get; }

    /// <summary>What it loses and how it should be protected; null where nothing can protect it.</summary>
    public StreamAdvice? Advice { get; internal set; }

    /// <summary>What the last answer to PLAY said of it.</summary>
    public RtpInfoEntry? Info { get; private set; }

    /// <summary>The sizes its pictures have had; empty for what is no H.264.</summary>
    public IReadOnlyList<PictureChange> Pictures => _pictures?.Changes ?? [];

    public long LossEvents { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>By the server's clock, the time of day at which playing started; null without a sender report or RTP-Info.</summary>
    public NtpTime? StartedAt => Info?.Start is { } stamp ? Reporter.Sender?.At(stamp) : null;

    public void Dispose() => Tally.Dispose();

    /// <param name="played">From the start of the play before to that of this one, where it goes on exactly there; null: it begins
    /// anew.</param>
    internal void Begin(RtpInfoEntry? info, TimeSpan? played, Instant now)
    {
        Info = info;
        HasEnded = false;
        Repair.Begin();
        if (played is { } length && Receive.HasBegun)
            Receive.GoOn(info?.First, info?.Start, length, now);
        else
            Receive.Begin(info?.First, info?.Start, now);
        Repair.Begun(now);
        Drain(now);
    }

    /// <summary>Begins while others play.</summary>
    /// <param name="beside">A stream with the same stamps; null: there is none, and its own reports must say where it is.</param>
    internal void BeginBeside(ActiveStream? beside, Instant now)
    {
        if (beside?.Receive.Latest is { } latest && beside.Setup.Track.Payload!.Clock == Setup.Track.Payload!.Clock)
            Receive.Begin(null, latest.Stamp, now, latest.SinceStart);
        else
            Receive.Begin(null, null, now);
        Drain(now);
    }

    internal void Release(Instant now)
    {
        Receive.Release(now);
        Drain(now);
    }

    internal void Accept(ReadOnlySpan<byte> packet, Instant now) => Repair.Accept(packet, now);

    internal void AcceptResent(ReadOnlySpan<byte> packet, Instant now) => Repair.AcceptResent(packet, now);

    /// <summary>When missing packets are to be asked for.</summary>
    internal Instant NextRequest => Instant.Max(Repair.Next, Reporter.NextRequest);

    /// <summary>Asks for what is missing, if there is anything that asking brings.</summary>
    /// <param name="wire">At least <see cref="CompoundWriter.MaxSize"/> bytes.</param>
    /// <returns>The length of the compound; 0 where there is none.</returns>
    internal int WriteRequest(Instant now, Span<byte> wire)
    {
        Span<SequenceNumber> missing = stackalloc SequenceNumber[CompoundWriter.MostLost];
        int count = Repair.Ask(now, missing);
        return count > 0 ? Reporter.WriteRequest(Receive.Source!.Value, missing[..count], now, wire) : 0;
    }

    /// <returns>False where it was noise.</returns>
    internal bool AcceptReport(ReadOnlySpan<byte> compound, Instant now)
    {
        ReportVerdict verdict = Reporter.Accept(compound, Receive.Source ?? Setup.Ssrc, now);
        if (verdict.Sender is { } sender && Receive.Source is null)
            Receive.Announce(sender);
        if (verdict.Sender is not null && Reporter.Sender is { } clock)
        {
            Receive.Monitor?.Reported(Place, clock.Ntp, now);
            if (Receive.IsOpen)
                _listener?.Synchronised(this, Receive.TimeOf(clock.Stamp), clock.Ntp, now);
        }

        if (verdict.SaysGoodbye && !IsOld(verdict))
            End(now);
        return verdict.IsWellFormed;
    }

    internal void End(Instant now)
    {
        Receive.End(now);
        Drain(now);
    }

    internal void Drain(Instant now)
    {
        while (Receive.TryTake(now, out ReceiveEvent taken))
        {
            switch (taken.Kind)
            {
                case ReceiveEventKind.Sample:
                    ReceivedSample sample = taken.Sample;
                    long? units = Receive.SinceStart(sample.Time);
                    Tally.Add(sample, units, now);
                    _pictures?.Accept(sample, units is { } since ? Setup.Track.Payload!.Clock.ToLength(since) : null, now);
                    _listener?.Sample(this, sample, now);
                    break;
                case ReceiveEventKind.Loss:
                    LossEvents++;
                    PacketLoss loss = taken.Loss;
                    _listener?.Lost(this, loss, now);
                    break;
                default:
                    HasEnded = true;
                    _listener?.Ended(this, now);
                    break;
            }
        }
    }

    /// <summary>A goodbye to a play that was left by a seek: while the seek is not answered, or by the sender's own clock before the new
    /// play began.</summary>
    private bool IsOld(in ReportVerdict verdict) =>
        (Receive.HasBegun && !Receive.IsOpen)
        || (verdict.Sender is not null && Info?.Start is { } start && Reporter.Sender is { } clock && clock.Stamp.Since(start) < 0);

    private StreamHooks Hooks(Func<IDepacketizer> renew) => _listener is null
        ? new() { Renew = renew }
        : new()
        {
            Renew = renew,
            SyncExtension = Setup.Track.SyncExtension,
            Arrived = (time, arrival) => _listener.Arrived(this, time, arrival),
            Repaired = (time, now) => _listener.Repaired(this, time, now),
            Synchronised = (time, wall, now) => _listener.Synchronised(this, time, wall, now),
            NeededBy = time => _listener.NeededBy(this, time),
        };
}
