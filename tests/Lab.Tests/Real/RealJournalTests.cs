using Streaming.Lab.Real;
using Streaming.Lab.Real.Serving;
using Streaming.Lab.Records;
using Streaming.Lab.Tests.Virtual;
using Streaming.Lab.Virtual;
using Streaming.Server.Host.Http;

namespace Streaming.Lab.Tests.Real;

public sealed class RealJournalTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_the_server_logs_of_a_session_is_told_of_its_viewer_and_of_a_stranger_s_nothing()
    {
        IReadOnlyList<CastMember> cast = Cast.Of(Situations.Small(), 1, TimeSpan.FromSeconds(1));
        RealJournal journal = new(cast, LocalAddresses.NumberOf) { Start = Start };
        journal.Named([Session("4711", $"{LocalAddresses.Of(0)}:40000"), Session("0815", "192.0.2.7:40000")]);
        journal.Logged(Line(3.5, "SessionClosed", "4711", "\"reason\": \"torn down\""));
        journal.Logged(Line(2.5, "Moved", "4711", "\"before\": \"source\", \"point\": \"480p\", \"reason\": \"the link shrank\""));
        journal.Logged(Line(4.5, "SessionClosed", "0815", "\"reason\": \"torn down\""));
        journal.Logged(Line(5.5, "Judged", "4711", "\"verdict\": \"kept\""));

        Assert.Equal(
        [
            new RunEvent(2.5, "moved", "home.1", null, "moved from source to 480p: the link shrank"),
            new RunEvent(3.5, "released", "home.1", null, "the server has released it: torn down"),
        ],
            journal.Events);
        Assert.Equal((1, 1), (journal.Moves, journal.MovesOf(0)));
    }

    private static SessionDetails Session(string id, string client) =>
        new(id, "film", client, "", "playing", Start, 0, [], null, [], null, null, null, null);

    private static LoggedEvent Line(double at, string kind, string session, string fields) => LoggedEvent.Read(
        FormattableString.Invariant($"{{\"time\": \"{Start.AddSeconds(at):O}\", \"event\": \"{kind}\", \"message\": \"\", ")
        + $"\"session\": \"{session}\", {fields}}}")!;
}
