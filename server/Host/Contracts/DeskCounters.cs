using System.Collections.Immutable;

namespace Streaming.Server.Host.Contracts;

/// <summary>What the desk has counted since the server started.</summary>
internal sealed record DeskCounters
{
    /// <summary>Reasons are names of links and of the machine's limits; a file that is changed over and over must not fill the
    /// memory.</summary>
    private const int MostReasons = 2_000;

    /// <summary>Standing now.</summary>
    public int Reservations { get; init; }

    public long Granted { get; init; }

    /// <summary>Ended because nobody gave a sign of life.</summary>
    public long Expired { get; init; }

    /// <summary>By what was short.</summary>
    public ImmutableDictionary<string, long> Refused { get; init; } = ImmutableDictionary<string, long>.Empty;

    public DeskCounters Refuse(string limit) => Refused.Count >= MostReasons && !Refused.ContainsKey(limit)
        ? this
        : this with { Refused = Refused.SetItem(limit, Refused.GetValueOrDefault(limit) + 1) };
}
