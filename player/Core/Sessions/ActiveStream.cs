using Streaming.Formats.Payloads;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Monitoring;
using Streaming.Player.Receiving;
using Streaming.Player.Reporting;

namespace Streaming.Player.Sessions;

/// <summary>One stream while it is received: its packets, its samples, its reports.</summary>
public sealed class ActiveStream : IDisposable
{
    private readonly PictureWatch? _pictures;

    internal ActiveStream(int place, StreamSetup setup, ReceiveStream receive, SampleTally tally, ReceptionReporter reporter)
    {
        Place = place;
        Setup = setup;
        Receive = receive;
        Tally = tally;
        Reporter = reporter;
        if (setup.Track.Codec.Equals("H264", StringComparison.OrdinalIgnoreCase))
            _pictures = new();
    }

    /// <summary>Its place among the streams that were set up, from 0.</summary>
    public int Place { get; }

    public StreamSetup Setup { get; }

    public ReceiveStream Receive { get; }

    public SampleTally Tally { get; }

    public ReceptionReporter Reporter { get; }

    /// <summary>What the answer to PLAY said of it.</summary>
    public RtpInfoEntry? Info { get; private set; }

    /// <summary>The sizes its pictures have had; empty for what is no H.264.</summary>
    public IReadOnlyList<PictureChange> Pictures => _pictures?.Changes ?? [];

    public long LossEvents { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>By the server's clock, the time of day at which playing started; null without a sender report or RTP-Info.</summary>
    public NtpTime? StartedAt => Info?.Start is { } stamp ? Reporter.Sender?.At(stamp) : null;

    public void Dispose() => Tally.Dispose();

    internal void Begin(RtpInfoEntry? info, Instant now)
    {
        Info = info;
        Receive.Begin(info?.First, info?.Start, now);
        Drain(now);
    }

    internal void Accept(ReadOnlySpan<byte> packet, Instant now)
    {
        Receive.Accept(packet, now);
        Drain(now);
    }

    /// <returns>False where it was noise.</returns>
    internal bool AcceptReport(ReadOnlySpan<byte> compound, Instant now)
    {
        ReportVerdict verdict = Reporter.Accept(compound, Receive.Source ?? Setup.Ssrc, now);
        if (verdict.Sender is { } sender && Receive.Source is null)
            Receive.Announce(sender);
        if (verdict.Sender is not null)
            Receive.Monitor?.Reported(Place, Reporter.Sender!.Value.Ntp, now);
        if (verdict.SaysGoodbye)
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
                    break;
                case ReceiveEventKind.Loss:
                    LossEvents++;
                    break;
                default:
                    HasEnded = true;
                    break;
            }
        }
    }
}
