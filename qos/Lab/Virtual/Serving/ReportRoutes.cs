using System.Net;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>Whose a report may be, by where it comes from.</summary>
internal sealed class ReportRoutes
{
    private readonly Dictionary<IPEndPoint, SenderRun> _members = [];
    private readonly Dictionary<IPAddress, List<SenderRun>> _byClient = [];
    private readonly List<SenderRun> _channels = [];

    public void Add(SenderRun run)
    {
        if (run.Client is null)
            _channels.Add(run);
        else if (_byClient.TryGetValue(run.Client, out List<SenderRun>? others))
            others.Add(run);
        else
            _byClient.Add(run.Client, [run]);
    }

    public void Remove(SenderRun run)
    {
        foreach (IPEndPoint end in run.Members)
            _members.Remove(end);
        if (run.Client is null)
            _channels.Remove(run);
        else if (_byClient[run.Client] is var others && others.Remove(run) && others.Count == 0)
            _byClient.Remove(run.Client);
    }

    /// <summary>A member of a channel reports from there.</summary>
    public void Expect(IPEndPoint end, SenderRun channel)
    {
        channel.Members.Add(end);
        _members[end] = channel;
    }

    public void Unexpect(IPEndPoint end)
    {
        if (_members.Remove(end, out SenderRun? channel))
            channel.Members.Remove(end);
    }

    /// <summary>Those it may be for, the likeliest first: what it speaks of decides.</summary>
    public IEnumerable<SenderRun> For(IPEndPoint from) => _members.TryGetValue(from, out SenderRun? channel)
        ? [channel]
        : (_byClient.GetValueOrDefault(from.Address) ?? []).Concat(_channels);
}
