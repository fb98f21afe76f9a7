using Streaming.Player.Monitoring;
using Streaming.Player.Reporting;

namespace Streaming.Player.Sessions;

/// <summary>What a session remembers of itself for its report.</summary>
internal sealed class SessionRecord(string url)
{
    private Instant _finished;
    private string? _fallback;

    public Instant Started { get; set; }

    /// <summary>What the server calls itself.</summary>
    public string? Server { get; set; }

    public Presentation? Presentation { get; set; }

    /// <summary>The first answer to PLAY; null before it.</summary>
    public PlayAnswer? Answer { get; set; }

    /// <summary>Null until all is over.</summary>
    public SessionOutcome? Outcome { get; private set; }

    public void FellBack(string why) => _fallback = _fallback is null ? why : $"{_fallback}; then {why}";

    public void Finished(SessionOutcome outcome, Instant now) => (Outcome, _finished) = (outcome, now);

    public ReceiverReport Report(ReceptionMonitor monitor, IReadOnlyList<ActiveStream> streams, ChannelSide channel, Instant now) =>
        ReportBuilder.Build(new(url)
        {
            Server = Server,
            Presentation = Presentation,
            Answer = Answer,
            Outcome = Outcome,
            Fallback = _fallback,
            Started = Started,
            At = Outcome is null ? now : _finished,
            Monitor = monitor,
            Streams = streams,
            Channel = channel.Report(streams, Started, now),
        });
}
