using Streaming.Emulation.Networks;
using Streaming.Player.Sessions;
using Streaming.Server.Catalogue;

namespace Streaming.World.Tests.Theatre;

/// <summary>A server, a network and a player with its screen and loudspeaker, in one virtual time.</summary>
internal sealed class Stage : IDisposable
{
    private readonly Agenda _agenda = new();
    private readonly StageOptions _options;

    public Stage(ICatalogue catalogue, StageOptions options)
    {
        _options = options;
        Network = new(_agenda, options);
        Server = new(catalogue, Network, options);
        Player = new(Server, Network, options, catalogue.Titles[0].Id);
        Player.Start(Now);
        _agenda.At(Now, Refresh);
        _agenda.At(Now, Hear);
    }

    public StageNetwork Network { get; }

    public StageServer Server { get; }

    public StagePlayer Player { get; }

    public Instant Now { get; private set; } = Instant.FromSeconds(100);

    /// <summary>Lets time pass.</summary>
    public Stage Run(TimeSpan time)
    {
        Instant end = Now + time;
        while (true)
        {
            Instant next = Instant.Min(_agenda.Next, Instant.Min(Server.Next, Player.Next));
            if (next > end)
                break;
            Now = Instant.Max(Now, next);
            if (Server.Next <= Now)
                Server.Advance(Now);
            _agenda.Advance(Now);
            if (Player.Next <= Now)
                Player.Advance(Now);
        }

        Now = end;
        return this;
    }

    /// <summary>The viewer asks something of the session.</summary>
    public void Do(Action<ReceiverSession, Instant> act) => Player.Do(act, Now);

    public void Pause()
    {
        Player.Playout.Pause(Now);
        Do((session, now) => session.Pause(now));
    }

    public void Resume()
    {
        Player.Playout.Resume(Now);
        Do((session, now) => session.Resume(now));
    }

    public void Dispose() => Player.Dispose();

    private void Refresh(Instant now)
    {
        Player.Refresh(now);
        _agenda.At(now + TimeSpan.FromSeconds(1.0 / _options.Refresh), Refresh);
    }

    private void Hear(Instant now) => _agenda.At(now + Player.Hear(now), Hear);
}
