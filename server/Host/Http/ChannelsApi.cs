using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Host.Channels;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Http;

/// <summary><c>/api/v1/channels</c>: the multicast channels. Anyone may read them; only this machine may change them and see who
/// receives.</summary>
internal sealed class ChannelsApi(ChannelTable table, ICatalogue catalogue, Func<int> rtspPort)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/channels").WithTags("channels");
        group.MapGet("", List)
            .WithName("listChannels").WithSummary("The channels, in the order in which they were declared.")
            .Produces<ItemList<ChannelDetails>>().ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{name}", Read)
            .WithName("readChannel").WithSummary("One channel: what it plays, its lanes, and how its receivers fare.")
            .Produces<ChannelDetails>().ProducesProblem(StatusCodes.Status404NotFound);
        MapChanges(routes.MapGroup("/channels").WithTags("channels").AddEndpointFilter<RouteGroupBuilder, AdminAccess>());
    }

    private void MapChanges(RouteGroupBuilder group)
    {
        group.MapGet("/{name}/receivers", ReceiversAsync)
            .WithName("listChannelReceivers").WithSummary("Who receives a channel: by which lanes, with what loss, how far out of step.")
            .Produces<ItemList<ChannelReceiverDetails>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("", CreateAsync)
            .WithName("createChannel").WithSummary("A channel from now on, kept across restarts.")
            .AddOpenApiOperationTransformer(ChannelSchema.DescribeAsync)
            .Produces<ChannelDetails>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPut("/{name}", ReplaceAsync)
            .WithName("replaceChannel")
            .WithSummary("Declares a channel anew, or for the first time. With another programme alone it goes on; else it begins anew.")
            .AddOpenApiOperationTransformer(ChannelSchema.DescribeAsync)
            .Produces<ChannelDetails>().Produces<ChannelDetails>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapDelete("/{name}", DeleteAsync)
            .WithName("deleteChannel").WithSummary("Ends a channel; its receivers are told.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private IResult List(HttpRequest request, int? page, int? itemsPerPage) =>
        Paging.Answer(table.Runs, page, itemsPerPage, run => Show(request, run));

    private IResult Read(HttpRequest request, string name) =>
        table.FindRun(name) is { } run ? TypedResults.Ok(Show(request, run)) : Problems.NoSuchChannel(name);

    private async Task<IResult> ReceiversAsync(string name, int? page, int? itemsPerPage)
    {
        if (table.FindRun(name) is not { } run)
            return Problems.NoSuchChannel(name);
        if (Paging.TryRead(page, itemsPerPage, out int first, out int items) is { } wrong)
            return wrong;
        IReadOnlyList<ReceiverFigures> receivers = await table.ReceiversAsync(run, first, items);
        IEnumerable<ChannelReceiverDetails> shown = receivers.Select(one => ChannelReceiverDetails.Of(one, run, table.Now, table.Wall));
        return Paging.Answer(run.Sender?.Members.Count ?? 0, items, shown);
    }

    private async Task<IResult> CreateAsync(HttpRequest request, JsonElement body)
    {
        if (Declared(body, null, out ChannelSection channel) is { } wrong)
            return wrong;
        if (table.FindRun(channel.Name) is not null)
            return Problems.Conflict($"there is a channel '{channel.Name}' already: PUT replaces it, DELETE ends it");
        return await PutAsync(request, channel);
    }

    private async Task<IResult> ReplaceAsync(HttpRequest request, string name, JsonElement body) =>
        ConfiguredOnly(name) ?? Declared(body, name, out ChannelSection channel) ?? await PutAsync(request, channel);

    private async Task<IResult> DeleteAsync(string name)
    {
        if (table.FindRun(name) is null)
            return Problems.NoSuchChannel(name);
        if (ConfiguredOnly(name) is { } refused)
            return refused;
        await table.RemoveAsync(name);
        return TypedResults.NoContent();
    }

    private async Task<IResult> PutAsync(HttpRequest request, ChannelSection channel)
    {
        bool isNew = table.FindRun(channel.Name) is null;
        if (isNew && table.Runs.Count >= table.Most)
            return Problems.Conflict($"there are {table.Most} channels, as many as 'limits.channels' allows");
        await table.KeepAsync(channel);
        if (table.FindRun(channel.Name) is not { } run)
            return Problems.NoSuchChannel(channel.Name);
        ChannelDetails shown = Show(request, run);
        return isNew ? TypedResults.Created($"/api/v1/channels/{channel.Name}", shown) : TypedResults.Ok(shown);
    }

    /// <summary>The channel that a body declares, or what is wrong with it.</summary>
    private IResult? Declared(JsonElement body, string? name, out ChannelSection channel)
    {
        List<string> problems = [];
        ChannelSection read = channel = ChannelJson.Read(body, name, problems);
        if (problems.Count == 0)
        {
            IEnumerable<ChannelSection> others = table.Runs.Select(run => run.Section).Where(one => one.Name != read.Name);
            IEnumerable<ChannelFlaw> flaws = ChannelChecks.Flaws(channel, others);
            problems.AddRange(flaws.Select(flaw => flaw.Key.Length > 0 ? $"{flaw.Text} ('{flaw.Key}')" : flaw.Text));
        }

        if (problems.Count == 0)
            problems.AddRange(table.Check(channel).Where(one => one.IsFatal).Select(one => one.Sentence));
        return problems.Count > 0 ? Problems.BadRequest(string.Join("; ", problems)) : null;
    }

    /// <summary>What the configuration declares is changed there: two places that say different things are one too many.</summary>
    private IResult? ConfiguredOnly(string name) => table.FindRun(name) is { IsKept: false } run
        ? Problems.Conflict($"channel '{name}' is declared in the configuration ({run.Section.Origin}): change it there")
        : null;

    private ChannelDetails Show(HttpRequest request, ChannelRun run) =>
        ChannelDetails.Of(run, catalogue.Titles, RtspAddress.OfChannel(request, rtspPort(), run.Name), table.Now, table.Wall);
}
