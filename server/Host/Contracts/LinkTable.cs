using System.Collections.Immutable;
using System.Net;
using Streaming.Qos.Admission;
using Streaming.Qos.Booking;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Reservation;

namespace Streaming.Server.Host.Contracts;

/// <summary>The links as they are now, and the ledger of who holds what of them and of the machine.</summary>
/// <remarks>A rate may be changed while the server runs; what was configured is remembered, so that a change in the file is told from a
/// change by an operator. One caller at a time.</remarks>
internal sealed class LinkTable
{
    /// <summary>What a link is taken for while standing flows move to a new table: nothing that was promised is lost on the way.</summary>
    private static readonly BitRate Boundless = TrafficSpec.MostRate;

    private readonly Dictionary<string, BitRate> _changed = [];

    public LinkTable(NetworkOptions options)
    {
        bool isSound = Topology.TryBuild(options.Links, options.Routes, out Topology topology, out IReadOnlyList<TopologyError> errors);
        Invariant.That(isSound, errors.Count > 0 ? errors[0].Text : "links are checked before they are used");
        Options = options;
        Ledger = new ReservationLedger(topology, options.Machine, options.Lease);
        Book = new(Ledger);
    }

    public NetworkOptions Options { get; private set; }

    public IReservationLedger Ledger { get; }

    public BookingBook Book { get; }

    public Topology Topology => Ledger.Topology;

    /// <summary>Rates that an operator has changed, by the name of the link, with the rate that was configured then.</summary>
    public IEnumerable<LinkChange> Changes =>
        _changed.Select(pair => new LinkChange(pair.Key, pair.Value, Options.Links.First(link => link.Name == pair.Key).Rate));

    public ImmutableArray<int> PathTo(IPAddress client)
    {
        Topology.TryFindPath(client, out ImmutableArray<int> path);
        return path;
    }

    /// <summary>False where there is no such link.</summary>
    public bool Change(string name, BitRate rate, Instant now)
    {
        if (Topology.Find(name) is not { } link)
            return false;
        if (rate == Options.Links[link.Index].Rate)
            _changed.Remove(name);
        else
            _changed[name] = rate;
        Put(link.Index, rate, now);
        return true;
    }

    /// <summary>Takes up a change that was kept: it holds as long as the file says what it said then.</summary>
    public void Restore(LinkChange change, Instant now)
    {
        if (Options.Links.Any(link => link.Name == change.Name && link.Rate == change.Configured))
            Change(change.Name, change.Rate, now);
    }

    /// <summary>Other rates and limits for the same links.</summary>
    public void Adopt(NetworkOptions options, Instant now)
    {
        Invariant.That(options.HasSameShape(Options));
        LinkChange[] kept = [.. Changes];
        _changed.Clear();
        Options = options;
        Settle(now);
        foreach (LinkChange change in kept)
            Restore(change, now);
    }

    /// <summary>Every link and the machine have room for everything, until <see cref="Settle"/>.</summary>
    public void Open(Instant now)
    {
        foreach (Link link in Topology.Links)
            Ledger.Change(link.Index, Boundless, Ratio.One, new(long.MaxValue / 4), now);
        Ledger.Change(MachineLoad.Unlimited, now);
    }

    /// <summary>Links and machine are what the options say.</summary>
    public void Settle(Instant now)
    {
        foreach (Link link in Topology.Links)
            Put(link.Index, Options.Links[link.Index].Rate, now);
        Ledger.Change(Options.Machine, now);
    }

    private void Put(int link, BitRate rate, Instant now)
    {
        LinkSettings settings = Options.Links[link];
        Ledger.Change(link, rate, settings.Reservable, settings.Buffer, now);
    }
}
