using System.Net;
using Streaming.Emulation.Chance;
using Streaming.Emulation.Networks;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual.Serving;
using Streaming.Lab.Virtual.Viewing;
using Streaming.Server.Catalogue;

namespace Streaming.Lab.Virtual;

/// <summary>A server, its network and its viewers in one virtual time, and everything that happens to them by the scenario.</summary>
/// <remarks>One thread. What is due at the same instant happens in a fixed order: the scenario's events, the server, what has come through
/// the network, cross traffic, the viewers by their numbers.</remarks>
internal sealed class World : IDisposable
{
    /// <summary>Which port a viewer connects from says nothing.</summary>
    private const int ClientPort = 50_000;

    private readonly Situation _situation;
    private readonly WorldParts _parts;
    private readonly ICatalogue _catalogue;
    private readonly ulong _seed;
    private readonly Agenda _agenda = new();
    private readonly RunNetwork _network;
    private readonly CrossFlows _flows;
    private readonly Action<int, ByteCount, Instant> _cross;
    private readonly VirtualViewer?[] _viewers;
    private readonly DueQueue _due;
    private readonly SortedSet<long> _connections = [];
    private readonly Identities _identities;
    private VirtualServer? _server;
    private int _arrived;
    private Instant _now;

    /// <summary>What happens by the scenario, who comes, cross traffic: seldom, beside packets.</summary>
    private Instant _nextOfOthers;

    public World(Situation situation, ulong seed, ICatalogue catalogue, WorldParts parts)
    {
        (_situation, _seed, _catalogue, _parts) = (situation, seed, catalogue, parts);
        _network = parts.Network;
        _cross = _network.Cross;
        _flows = new(situation.Traffic, seed, parts.Start);
        _viewers = new VirtualViewer?[parts.Cast.Count];
        _due = new(parts.Cast.Count);
        _identities = new(parts.Cast);
        foreach (ScheduledEvent one in situation.Events)
            _agenda.At(parts.Start + one.At, now => Happen(one, now));
        foreach ((TimeSpan at, string link, string text) in LinkNews.Of(situation))
            _agenda.At(parts.Start + at, now => parts.Events.Add(now, "linkChanged", null, link, text));
        _now = parts.Start;
        StartServer(_now);
        _nextOfOthers = NextOfOthers;
    }

    /// <summary>Null while it is dead.</summary>
    public VirtualServer? Server => _server;

    public CrossFlows Flows => _flows;

    /// <summary>Those that have come, by their numbers.</summary>
    public IEnumerable<VirtualViewer> Viewers => _viewers.Take(_arrived).Select(viewer => viewer!);

    /// <summary>Lets time pass.</summary>
    /// <param name="end">What is due then has happened afterwards.</param>
    public void Run(Instant end)
    {
        while (true)
        {
            Instant next = Instant.Min(Instant.Min(_network.Next, _server?.Next ?? Instant.Never), Instant.Min(_due.Next, _nextOfOthers));
            if (next > end)
                break;
            Instant now = _now = Instant.Max(_now, next);
            bool isOthersTurn = _nextOfOthers <= now;
            if (isOthersTurn)
            {
                _agenda.Advance(now);
                Arrive(now);
            }

            if (_server?.Next <= now)
                _server.Advance(now);
            while (_network.TryTake(now, out Delivery<Parcel> delivery))
                Deliver(in delivery, now);
            if (_flows.Next <= now)
                _flows.Advance(_cross, now);
            while (_due.Next <= now)
                Advance(_due.First, now);
            if (isOthersTurn)
                _nextOfOthers = NextOfOthers;
        }
    }

    /// <summary>Whoever is still there takes leave.</summary>
    public void Stop(Instant now)
    {
        for (int viewer = 0; viewer < _arrived; viewer++)
        {
            _viewers[viewer]!.Stop(now);
            _due.Set(viewer, _viewers[viewer]!.Next);
        }
    }

    public void Dispose()
    {
        _server?.Dispose();
        foreach (VirtualViewer viewer in Viewers)
            viewer.Dispose();
    }

    private Instant NextOfOthers => Instant.Min(
        Instant.Min(_agenda.Next, _flows.Next),
        _arrived < _parts.Cast.Count ? _parts.Start + _parts.Cast[_arrived].Arrives : Instant.Never);

    private void StartServer(Instant now)
    {
        VirtualServerOptions options = new()
        {
            Catalogue = _catalogue,
            Network = _parts.Declared,
            Channels = _situation.Channels,
            Identities = _identities.Next,
            Seed = Seeds.Of(_seed, "server"),
        };
        _server = new(options, _parts.Wire, _parts.Witness, now);
        _parts.Started(_server);
    }

    private void Arrive(Instant now)
    {
        while (_arrived < _parts.Cast.Count && _parts.Start + _parts.Cast[_arrived].Arrives <= now)
        {
            VirtualViewer viewer = _viewers[_arrived] = _parts.Viewer(_parts.Cast[_arrived], now);
            _arrived++;
            viewer.Start(now);
            _due.Set(_arrived - 1, viewer.Next);
        }
    }

    private void Advance(int viewer, Instant now)
    {
        _viewers[viewer]!.Advance(now);
        _due.Set(viewer, _viewers[viewer]!.Next);
    }

    private void Deliver(in Delivery<Parcel> delivery, Instant now)
    {
        if (delivery.Load.What is Letter letter)
        {
            if (delivery.IsUp)
                ToServer(letter, delivery.Host, now);
            else
                ToViewer(letter, delivery.Host, now);
        }
        else if (delivery.Load.What is PacketBuffer packet)
        {
            if (delivery.IsUp)
                Report(packet, in delivery, now);
            else
                Media(packet, in delivery, now);
            _network.Return(packet);
        }
    }

    private void Media(PacketBuffer packet, in Delivery<Parcel> delivery, Instant now)
    {
        VirtualViewer viewer = _viewers[delivery.Host]!;
        if (!_network.Came(in delivery))
            return;
        if (packet.Group is { } group)
            viewer.AcceptGroup(group, packet.Bytes, delivery.SentAt, now);
        else
            viewer.AcceptDatagram(delivery.Load.Port, packet.Bytes, delivery.SentAt, now);
        _due.Set(delivery.Host, viewer.Next);
    }

    private void Report(PacketBuffer packet, in Delivery<Parcel> delivery, Instant now)
    {
        if (!delivery.IsCorrupt)
            _server?.AcceptReport(new(_parts.Cast[delivery.Host].Address, delivery.Load.Port), packet.Bytes, now);
    }

    private void ToServer(Letter letter, int viewer, Instant now)
    {
        if (letter.Sign == ConnectionSign.Open && _server is null)
        {
            _network.Break(letter.Connection, ConnectionSign.Refused, now);
        }
        else if (letter.Sign == ConnectionSign.Open)
        {
            _connections.Add(letter.Connection);
            _server!.Connected(letter.Connection, new IPEndPoint(_parts.Cast[viewer].Address, ClientPort), now);
        }
        else if (_connections.Contains(letter.Connection))
        {
            if (letter.Request is { } request)
                _server!.Accept(letter.Connection, request, now);
            else if (letter.Response is { } response)
                _server!.Accept(letter.Connection, response, now);
            else if (_connections.Remove(letter.Connection))
                _server!.Disconnected(letter.Connection, now);
        }
    }

    private void ToViewer(Letter letter, int number, Instant now)
    {
        if (!_network.IsCurrent(letter.Connection))
            return;
        VirtualViewer viewer = _viewers[number]!;
        if (letter.Request is { } request)
            viewer.Accept(request, now);
        else if (letter.Response is { } response)
            viewer.Accept(response, now);
        else if (letter.Sign == ConnectionSign.Refused)
            viewer.ConnectionRefused(now);
        else
            viewer.Disconnected("the connection is gone", now);
        _due.Set(number, viewer.Next);
    }

    private void Happen(ScheduledEvent what, Instant now)
    {
        switch (what)
        {
            case ScheduledEvent.LinkTold told:
                foreach (string name in _parts.Layout.NamesOf(told.Link))
                    _server?.ChangeRate(name, told.Rate, now);
                _parts.Events.Add(now, "linkTold", null, told.Link, $"the server is told that {told.Link} carries {told.Rate}");
                break;
            case ScheduledEvent.ServerKilled when _server is not null:
                Kill(now);
                _parts.Events.Add(now, "serverKilled", null, null, "the server is killed");
                break;
            case ScheduledEvent.ServerStarted when _server is null:
                StartServer(now);
                _parts.Events.Add(now, "serverStarted", null, null, "the server is started");
                break;
            case ScheduledEvent.ClockStep step:
                Step(step, now);
                break;
        }
    }

    /// <summary>The machine goes on: it says of every connection that nobody is there any more.</summary>
    private void Kill(Instant now)
    {
        _server!.Dispose();
        _server = null;
        _parts.Reservations.Forget();
        foreach (long connection in _connections)
            _network.Break(connection, ConnectionSign.Closed, now);
        _connections.Clear();
    }

    private void Step(ScheduledEvent.ClockStep step, Instant now)
    {
        _parts.Events.Add(now, "clockStep", null, null, $"the clocks of {step.Audience} jump by {step.By.TotalSeconds} s");
        for (int viewer = 0; viewer < _arrived; viewer++)
        {
            if (_parts.Cast[viewer].Audience.Name != step.Audience)
                continue;
            _viewers[viewer]!.StepClock(step.By, now);
            _due.Set(viewer, _viewers[viewer]!.Next);
        }
    }
}
