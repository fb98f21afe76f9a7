using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Host.Http;

/// <summary><c>/api/v1/sessions</c>: who is watching what; for this machine alone, since it names people's addresses.</summary>
internal sealed class SessionsApi(SessionRegistry sessions)
{
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
        group.MapPost("/{id}/kick", KickAsync)
            .WithName("kickSession").WithSummary("Ends a session; its viewer is sent a BYE.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private IResult List(int? page, int? itemsPerPage) => Paging.Answer(sessions.List(), page, itemsPerPage, SessionDetails.Of);

    private IResult Read(string id) =>
        sessions.Read(id) is { } session ? TypedResults.Ok(SessionDetails.Of(session)) : Problems.NoSuchSession(id);

    private async Task<IResult> KickAsync(string id) =>
        await sessions.KickAsync(id) ? TypedResults.NoContent() : Problems.NoSuchSession(id);
}
