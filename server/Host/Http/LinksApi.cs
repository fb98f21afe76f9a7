using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Host.Http;

/// <summary><c>/api/v1/links</c>: what the network carries, and what of it is promised; for this machine alone.</summary>
internal sealed class LinksApi(RtspServer server, ContractStore store, ILogger log)
{
    private readonly ContractDesk _desk = server.Desk;

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/links").WithTags("links").AddEndpointFilter<RouteGroupBuilder, AdminAccess>();
        group.MapGet("", List)
            .WithName("listLinks").WithSummary("The declared links: capacity, what may be promised, what is promised and used.")
            .Produces<ItemList<LinkDetails>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapGet("/{name}", Read)
            .WithName("readLink").WithSummary("One link.")
            .Produces<LinkDetails>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPatch("/{name}", Change)
            .WithName("changeLink")
            .WithSummary("Another rate, at once: sessions that have no room any more are moved, the least important first. "
                + "Kept across restarts until the configuration says something else than it does now.")
            .Produces<LinkDetails>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private IResult List(int? page, int? itemsPerPage)
    {
        IReadOnlyList<LinkSettings> configured = _desk.Options.Links;
        return Paging.Answer(_desk.Usage(), page, itemsPerPage, usage => LinkDetails.Of(usage, configured));
    }

    private IResult Read(string name) => _desk.Usage().FirstOrDefault(usage => usage.Link.Name == name) is { } found
        ? TypedResults.Ok(LinkDetails.Of(found, _desk.Options.Links))
        : Problems.NotFound($"there is no link '{name}'; /api/v1/links lists those there are");

    private IResult Change(string name, LinkPatch patch)
    {
        if (patch.BitsPerSecond is not { } bits)
            return Problems.BadRequest("what is to change? bitsPerSecond can");
        BitRate rate = new(bits);
        if (rate < BitRate.Kbps(1) || rate > TrafficSpec.MostRate)
            return Problems.BadRequest($"bitsPerSecond is {bits}; it can be 1000 to {TrafficSpec.MostRate.BitsPerSecond}");
        if (_desk.ChangeRate(name, rate, server.Now))
        {
            ContractLog.LinkChanged(log, name, rate);
            server.Engine.React(server.Now);
            store.Save();
        }

        return Read(name);
    }
}
