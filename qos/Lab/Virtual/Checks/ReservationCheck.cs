using Streaming.Emulation.Networks;
using Streaming.Lab.Records;
using Streaming.Qos.Admission;

namespace Streaming.Lab.Virtual.Checks;

/// <summary>What is reserved of each link is the sum of the contracts of those who live behind it, and when all is over nothing
/// is.</summary>
/// <remarks>A change is reserved when it is decided, and in force at the next key picture: for a while both are right. What does not fit
/// together for longer is a mistake. Of channels only the end is looked at: their lanes are shared.</remarks>
/// <param name="areShared">Whether there are channels.</param>
internal sealed class ReservationCheck(NetworkPlan plan, IReadOnlyList<CastMember> cast, bool areShared)
{
    /// <summary>Twice the longest time from key picture to key picture that is in use, and as long as a server may take to
    /// forget.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, int> _byName = plan.Links.Index().ToDictionary(link => link.Item.Name, link => link.Index);
    private readonly long[] _promised = new long[plan.Links.Count];
    private readonly Instant[] _wrongSince = [.. Enumerable.Repeat(Instant.Never, plan.Links.Count)];
    private readonly long[] _held = new long[cast.Count];
    private string? _first;

    /// <summary>So much is promised to a viewer from now on.</summary>
    public void Holds(int viewer, BitRate rate)
    {
        long more = rate.BitsPerSecond - _held[viewer];
        _held[viewer] = rate.BitsPerSecond;
        for (int link = more == 0 ? -1 : plan.Hosts[viewer]; link >= 0; link = plan.Links[link].Parent)
            _promised[link] += more;
    }

    /// <summary>The server is dead: it has promised nothing.</summary>
    public void Forget()
    {
        Array.Clear(_held);
        Array.Clear(_promised);
    }

    public void Look(IReadOnlyList<LinkUsage> usage, Instant now)
    {
        foreach (LinkUsage one in areShared ? [] : usage)
        {
            int link = _byName[one.Link.Name];
            if (one.Reserved.BitsPerSecond == _promised[link])
                _wrongSince[link] = Instant.Never;
            else if (_wrongSince[link] == Instant.Never)
                _wrongSince[link] = now;
            else if (now - _wrongSince[link] > Patience)
                _first ??= Describe(one, _promised[link], _wrongSince[link]);
        }
    }

    /// <param name="usage">When all is over; empty where the server is dead.</param>
    /// <param name="reservations">How many still stand.</param>
    public CheckRecord Result(IReadOnlyList<LinkUsage> usage, int reservations)
    {
        string? left = usage.FirstOrDefault(one => one.Reserved > BitRate.Zero) is { } link
            ? $"when all was over {link.Reserved} of {link.Link.Name} were still held"
            : reservations > 0 ? FormattableString.Invariant($"when all was over {reservations} reservations still stood") : null;
        string wrong = _first ?? left ?? "";
        return new("links hold what was promised, and nothing afterwards", wrong.Length == 0, wrong);
    }

    private string Describe(LinkUsage usage, long promised, Instant since) => FormattableString.Invariant(
        $"{usage.Reserved} of {usage.Link.Name} were held for contracts of {new BitRate(promised)} ")
        + FormattableString.Invariant($"from {(since - plan.Start).TotalSeconds:0.###} s on");
}
