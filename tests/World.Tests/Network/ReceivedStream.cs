using Streaming.Formats.Payloads;
using Streaming.Player.Receiving;
using Streaming.Player.Reporting;

namespace Streaming.World.Tests.Network;

/// <summary>A stream at the receiving end, with everything it handed out.</summary>
public sealed class ReceivedStream(ReceiveStream receive, ReceptionReporter reporter)
{
    public ReceiveStream Receive { get; } = receive;

    public ReceptionReporter Reporter { get; } = reporter;

    /// <summary>Whole samples: presentation time since the start of play, in clock units, and bytes.</summary>
    public List<(long Units, byte[] Bytes)> Samples { get; } = [];

    public int Damaged { get; private set; }

    public List<PacketLoss> Losses { get; } = [];

    public bool HasEnded { get; private set; }

    public SampleTally Tally { get; } = new(keepsDigests: true);

    public void Drain(Instant now)
    {
        while (Receive.TryTake(now, out ReceiveEvent taken))
        {
            switch (taken.Kind)
            {
                case ReceiveEventKind.Sample:
                    ReceivedSample sample = taken.Sample;
                    Tally.Add(sample, Receive.SinceStart(sample.Time), now);
                    if (sample.IsComplete)
                        Samples.Add((Receive.SinceStart(sample.Time)!.Value, sample.Bytes.ToArray()));
                    else
                        Damaged++;
                    break;
                case ReceiveEventKind.Loss:
                    Losses.Add(taken.Loss);
                    break;
                default:
                    HasEnded = true;
                    break;
            }
        }
    }

    public void AcceptReport(byte[] compound, Instant now)
    {
        ReportVerdict verdict = Reporter.Accept(compound, Receive.Source, now);
        Assert.True(verdict.IsWellFormed);
        if (verdict.Sender is { } sender && Receive.Source is null)
            Receive.Announce(sender);
        if (verdict.SaysGoodbye)
            Receive.End(now);
        Drain(now);
    }

    public void Accept(byte[] packet, Instant now)
    {
        Receive.Accept(packet, now);
        Drain(now);
    }
}
