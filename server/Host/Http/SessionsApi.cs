using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streaming.Qos.Monitoring;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Host.Http;

/// <summary><c>/api/v1/sessions</c>: who is watching what; for this machine alone, since it names people's addresses.</summary>
internal sealed class SessionsApi(RtspServer server)
{
    private readonly SessionRegistry _sessions = server.Sessions;

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/sessions").WithTags("sessions").AddEndpointFilter<RouteGroupBuilder, AdminAccess>();
        group.MapGet("", List)
            .WithName("listSessions").WithSummary("The sessions, oldest first.")
            .Produces<ItemList<SessionDetails>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapGet("/{id}", Read)
            .WithName("readSession").WithSummary("One session with its streams and what its viewer reports of them.")
            .Produces<SessionDetails>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/ended", ListEnded)
            .WithName("listEndedSessions").WithSummary("Sessions that are over, with their verdicts: the latest, for a day.")
            .Produces<ItemList<SessionDetails>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapGet("/{id}/history", History)
            .WithName("readSessionHistory")
            .WithSummary("Its contracts, what happened to them, what left in windows of 100 ms, and what arrived.")
            .Produces<SessionHistory>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{id}/renegotiate", Renegotiate)
            .WithName("renegotiateSession").WithSummary("Moves a session to another level of its ladder, where there is room.")
            .Produces<string>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("/{id}/kick", KickAsync)
            .WithName("kickSession").WithSummary("Ends a session; its viewer is sent a BYE.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private IResult List(int? page, int? itemsPerPage) => Paging.Answer(_sessions.List(), page, itemsPerPage, Show);

    private IResult Read(string id) => _sessions.Read(id) is { } session ? TypedResults.Ok(Show(session))
        : Ended(id) is { } ended ? TypedResults.Ok(SessionDetails.Of(ended))
        : Problems.NoSuchSession(id);

    private IResult ListEnded(int? page, int? itemsPerPage) =>
        Paging.Answer(server.Monitors.Ended, page, itemsPerPage, SessionDetails.Of);

    private IResult History(string id, int? windows)
    {
        if (windows is < 0)
            return Problems.BadRequest($"windows is {windows}; it cannot be negative");
        if (_sessions.FindBrief(id)?.Film is { } session)
        {
            Instant now = server.Now;
            SendWindow[] latest = session.Sending.Meter.History.Latest(windows ?? MonitoringWindow.DefaultHistory);
            SessionMonitor? monitor = server.Monitors.Find(session.Id);
            return TypedResults.Ok(new SessionHistory(
                [.. session.Agreement.History.Select(ContractDetails.Of)],
                monitor?.Events ?? [],
                [.. latest.Select(window => WindowDetails.Of(window, now))],
                [.. (monitor?.Receptions ?? []).Select(entry => ReceptionDetails.Of(entry, now))]));
        }

        return Ended(id) is { } ended
            ? TypedResults.Ok(new SessionHistory([.. ended.Last.Agreement.History.Select(ContractDetails.Of)], ended.Events, [], []))
            : Problems.NoSuchSession(id);
    }

    private IResult Renegotiate(string id, RenegotiationWish wish)
    {
        if (_sessions.FindBrief(id)?.Film is not { } session)
            return Problems.NoSuchSession(id);
        IReadOnlyList<OperatingPoint> points = session.Points;
        OperatingPoint? wanted = points.FirstOrDefault(point => wish.Level is { } level ? point.Level == level : point.Name == wish.Point);
        if (wanted is null)
            return Problems.BadRequest($"there is no such level; there is {string.Join(", ", points.Select(point => point.Name))}");
        return server.Engine.TryMove(session, wanted, "as the operator wished", server.Now)
            ? TypedResults.Accepted((string?)null, wanted.Name)
            : Problems.Conflict($"there is no room for {wanted.Name} now");
    }

    private async Task<IResult> KickAsync(string id) =>
        await _sessions.KickAsync(id) ? TypedResults.NoContent() : Problems.NoSuchSession(id);

    private EndedSession? Ended(string id) => server.Monitors.Ended.LastOrDefault(ended => ended.Last.Id == id);

    private SessionDetails Show(SessionSnapshot session)
    {
        SessionMailbox? found = _sessions.FindBrief(session.Id);
        return SessionDetails.Of(session, found is null ? null : server.Monitors.Find(found.Session.Id), server.Now);
    }
}
