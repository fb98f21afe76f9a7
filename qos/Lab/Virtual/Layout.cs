using Streaming.Emulation.Networks;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual;

/// <summary>The links of a situation as a tree, with those that everybody has one of as many times as there are viewers behind
/// them.</summary>
/// <remarks>Links that are shared come first, in the order of the scenario; then each viewer's own, by the viewers' numbers: a run that is
/// cut short lacks the last of them. Hosts are the viewers by their numbers, then whoever takes the cross traffic.</remarks>
internal sealed class Layout
{
    private readonly List<LinkPlan> _links = [];
    private readonly List<LinkTerms> _terms = [];
    private readonly Dictionary<string, string> _accounts = [];

    /// <param name="start">What the times of changes count from.</param>
    /// <param name="step">From one figure of a series to the next.</param>
    public Layout(Situation situation, IReadOnlyList<CastMember> cast, Instant start, TimeSpan step)
    {
        Dictionary<string, LinkTerms> byName = situation.Links.ToDictionary(link => link.Name);
        Dictionary<string, int> shared = [];
        foreach (LinkTerms link in situation.Links.Where(link => !link.IsEach))
            shared.Add(link.Name, Add(link, link.Name, shared));
        List<int> hosts = [];
        foreach (CastMember member in cast)
        {
            LinkTerms nearest = byName[member.Audience.Behind];
            hosts.Add(nearest.IsEach ? Add(nearest, $"{nearest.Name}.{member.Place}", shared) : shared[nearest.Name]);
        }

        hosts.AddRange(situation.Traffic.Select(flow => shared[flow.Behind]));
        Plan = new(_links, hosts, start) { Step = step };
    }

    public NetworkPlan Plan { get; }

    /// <summary>What the scenario says of a link of the plan.</summary>
    public LinkTerms TermsOf(int link) => _terms[link];

    public string NameOf(int link) => _links[link].Name;

    /// <summary>What the scenario calls a link: one that each has for himself, without the number.</summary>
    public string AccountOf(string name) => _accounts[name];

    /// <summary>All links that the scenario calls so.</summary>
    public IEnumerable<string> NamesOf(string account) => _links.Where(link => link.Account == account).Select(link => link.Name);

    /// <summary>The name of the link that is nearest to a host.</summary>
    public string LinkOf(int host) => _links[Plan.Hosts[host]].Name;

    private int Add(LinkTerms link, string name, Dictionary<string, int> shared)
    {
        _links.Add(new(name, link.Via is null ? -1 : shared[link.Via], link.Profile, link.Changes) { Account = link.Name });
        _terms.Add(link);
        _accounts.Add(name, link.Name);
        return _links.Count - 1;
    }
}
