using System.Net;
using Streaming.Emulation.Networks;
using Streaming.Lab.Scenarios;
using Streaming.Qos.Admission;
using Streaming.Server.Host.Contracts;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>What of a network the server is told.</summary>
internal static class DeclaredNetwork
{
    /// <param name="termsOf">By the number of a link of the plan: what the scenario says of it. A link that is not declared is passed over:
    /// its children lie behind the next one that is.</param>
    /// <param name="addressOf">Of each host of the plan, by its number.</param>
    public static NetworkOptions Of(
        NetworkPlan plan, Func<int, LinkTerms> termsOf, Func<int, IPAddress> addressOf, ServerTerms server)
    {
        if (!server.Admits)
            return new() { Lease = server.Lease };
        int?[] declared = new int?[plan.Links.Count];
        List<LinkSettings> links = [];
        for (int i = 0; i < plan.Links.Count; i++)
        {
            LinkPlan link = plan.Links[i];
            LinkTerms terms = termsOf(i);
            int? above = link.Parent < 0 ? null : declared[link.Parent];
            declared[i] = terms.IsDeclared ? i : above;
            if (terms.IsDeclared)
            {
                string? via = above is { } next ? plan.Links[next].Name : null;
                links.Add(new(link.Name, link.Profile.Rate!.Value, terms.Reservable, link.Profile.Queue, link.Profile.Delay, via));
            }
        }

        List<RouteSettings> routes = [];
        for (int host = 0; host < plan.Hosts.Count; host++)
        {
            if (declared[plan.Hosts[host]] is { } nearest)
                routes.Add(new($"{addressOf(host)}/32", plan.Links[nearest].Name));
        }

        return new() { Links = links, Routes = routes, Lease = server.Lease };
    }
}
