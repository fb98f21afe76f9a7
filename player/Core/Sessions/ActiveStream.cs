using Streaming.Formats.Payloads;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Receiving;
using Streaming.Player.Reporting;

namespace Streaming.Player.Sessions;

/// <summary>One stream while it is received: its packets, its samples, its reports.</summary>
public sealed class ActiveStream : IDisposable
{
    internal ActiveStream(int place, StreamSetup setup, ReceiveStream receive, SampleTally tally, ReceptionReporter reporter)
    {
        Place = place;
        Setup = setup;
        Receive = receive;
        Tally = tally;
        Reporter = reporter;
    }

    /// <summary>Its place among the streams that were set up, from 0.</summary>
    public int Place { get; }

    public StreamSetup Setup { get; }

    public ReceiveStream Receive { get; }

    public SampleTally Tally { get; }

    public ReceptionReporter Reporter { get; }

    /// <summary>What the answer to PLAY said of it.</summary>
    public RtpInfoEntry? Info { get; private set; }

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
                    Tally.Add(sample, Receive.SinceStart(sample.Time), now);
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
