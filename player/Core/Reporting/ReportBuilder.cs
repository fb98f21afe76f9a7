using Streaming.Player.Monitoring;
using Streaming.Player.Receiving;
using Streaming.Player.Repair;
using Streaming.Player.Sessions;

namespace Streaming.Player.Reporting;

/// <summary>Turns counters and instants into the figures of a report.</summary>
internal static class ReportBuilder
{
    public static ReceiverReport Build(ReportInput input)
    {
        double?[] skews = Skews(input.Streams);
        IReadOnlyList<ContractReport> contracts = ContractReportBuilder.Build(input.Monitor, input.Started, input.At);
        return new()
        {
            Url = input.Url,
            Server = input.Server,
            Title = input.Presentation?.Name,
            Transport = TransportOf(input.Streams),
            Fallback = input.Fallback,
            Outcome = input.Outcome switch
            {
                SessionOutcome.Completed completed => Camel($"{completed.Why}"),
                SessionOutcome.Failed => "failed",
                _ => "running",
            },
            Error = (input.Outcome as SessionOutcome.Failed)?.Message,
            WallMs = Ms(input.At - input.Started),
            PlayAnswerMs = input.Answer is { } answer ? Ms(answer.Answered - answer.Requested) : null,
            RangeStartMs = input.Answer is { } play ? Math.Round(play.Start.Seconds * 1_000, 3) : null,
            RangeEndMs = input.Answer?.End is { } end ? Math.Round(end.Seconds * 1_000, 3) : null,
            MaxStartSkewMs = skews.Any(skew => skew is not null) ? Math.Round(skews.Max()!.Value - skews.Min()!.Value, 3) : null,
            Refusal = ContractReportBuilder.Refusal((input.Outcome as SessionOutcome.Failed)?.Shortage),
            Contracts = contracts,
            ContractKept = contracts.Count > 0 ? contracts.All(contract => contract.IsKept) : null,
            DelayVariationMs = input.Monitor.DelayVariation is { } variation ? Ms(variation) : null,
            Windows = ContractReportBuilder.Windows(input.Monitor, input.Started),
            Channel = input.Channel,
            Streams = [.. input.Streams.Select((stream, i) => Stream(stream, input, skews[i]))],
        };
    }

    /// <summary>The way the last stream came: the others gave way to it.</summary>
    private static string TransportOf(IReadOnlyList<ActiveStream> streams) => (streams.Count > 0 ? streams[^1].Setup : null) switch
    {
        { IsTcp: true } => "tcp",
        { IsMulticast: true } => "multicast",
        _ => "udp",
    };

    /// <summary>Each stream's start of play against that of the first stream, by the server's clock.</summary>
    private static double?[] Skews(IReadOnlyList<ActiveStream> streams)
    {
        NtpTime? reference = streams.Select(stream => stream.StartedAt).FirstOrDefault(start => start is not null);
        return [.. streams.Select(stream => stream.StartedAt is { } start && reference is { } first ? Ms(start - first) : (double?)null)];
    }

    private static StreamReport Stream(ActiveStream stream, ReportInput input, double? skew)
    {
        PlayAnswer? answer = input.Answer;
        ReceptionCounters counters = stream.Receive.Counters;
        SampleTally tally = stream.Tally;
        OfferedTrack track = stream.Setup.Track;
        return new()
        {
            Number = track.Number,
            Kind = Camel($"{track.Kind}"),
            Codec = track.Codec,
            Language = track.Language,
            Packets = counters.Packets,
            Bytes = counters.Bytes,
            Expected = counters.Expected,
            Lost = counters.Lost,
            GivenUp = counters.GivenUp,
            Repair = stream.Repair.IsPossible ? Repair(counters, stream.Repair.StatisticsAt(input.At)) : null,
            Reordered = counters.Reordered,
            Duplicates = counters.Duplicates,
            Late = counters.Late,
            Discarded = counters.Discarded,
            LossEvents = stream.LossEvents,
            Malformed = counters.Malformed + stream.Reporter.Malformed,
            Strays = counters.Strays,
            SourceChanges = counters.SourceChanges,
            Samples = tally.Complete,
            DamagedSamples = tally.Damaged,
            SampleBytes = tally.Bytes,
            Sha256 = tally.Sha256,
            JitterMs = Ms(stream.Receive.Jitter),
            FirstPacketAfterPlayRequestMs = After(answer?.Requested, stream.Receive.FirstPacketAt),
            FirstPacketAfterPlayAnswerMs = After(answer?.Answered, stream.Receive.FirstPacketAt),
            FirstSampleAfterPlayRequestMs = After(answer?.Requested, tally.FirstAt),
            FirstSampleAfterPlayAnswerMs = After(answer?.Answered, tally.FirstAt),
            DurationMs = tally.Span is { } span ? Ms(track.Payload!.Clock.ToLength(span.Last - span.First)) : null,
            StartSkewMs = skew,
            Pictures = [.. stream.Pictures.Select(change => Picture(change, input.Started))],
            Protection = ProtectionReport.Of(stream.Advice),
            ReportsReceived = stream.Reporter.Received,
            ReportsSent = stream.Reporter.Sent,
        };
    }

    private static RepairReport Repair(in ReceptionCounters counters, in RepairStatistics repair) => new()
    {
        RepairedByParity = counters.RepairedByParity,
        RepairedByResend = counters.RepairedByResend,
        RepairedLate = counters.RepairedLate,
        ParityPackets = repair.Parity.Parity,
        Layout = $"{repair.Layout}",
        AskedFor = repair.AskedFor,
        Asked = repair.Asked,
        Resends = repair.Resends,
        Needless = repair.Needless,
        Refused = repair.Refused,
        LatencyMs = Ms(repair.Latency),
        RoundTripMs = repair.RoundTrip is { } trip ? Ms(trip) : null,
    };

    private static PictureReport Picture(PictureChange change, Instant started) =>
        new(change.Size.Width, change.Size.Height, change.SinceStart is { } at ? Ms(at) : null, Ms(change.Came - started));

    private static double? After(Instant? start, Instant? instant) => start is { } from && instant is { } to ? Ms(to - from) : null;

    private static double Ms(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    private static string Camel(string name) => $"{char.ToLowerInvariant(name[0])}{name[1..]}";
}
