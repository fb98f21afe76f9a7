using System.Net;
using Streaming.Lab.Real.Relaying;
using Streaming.Lab.Real.Serving;
using Streaming.Lab.Real.Viewing;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Lab.Virtual;
using Streaming.Lab.Virtual.Serving;
using Streaming.Player.Client;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Contracts;

namespace Streaming.Lab.Real;

/// <summary>Plays a situation on this machine's sockets, by its clock: a server in a process of its own, real receivers, and between them a
/// relay that does to their packets what the links of the situation do.</summary>
public static class RealRun
{
    private const string Program = "Streaming.Server.Host.dll";

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <param name="situation">Checked and complete.</param>
    /// <param name="seed">What links do by chance follows from it, as in virtual time; what the machine does by chance does not.</param>
    /// <returns>A record without the name of a variant: whoever knows it writes it in.</returns>
    /// <exception cref="RealRunException">It cannot be played so: it needs what sockets of one machine have not, or the server does not
    /// start.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; its server is gone.</exception>
    /// <exception cref="IOException">A film cannot be read or imported.</exception>
    public static async Task<RunRecord> PlayAsync(Situation situation, ulong seed, RealOptions options, CancellationToken stop)
    {
        RealTerms.Check(situation);
        TimeSpan duration = options.Until is { } until && until < situation.Duration ? until : situation.Duration;
        IReadOnlyList<CastMember> cast = Cast.Of(situation, seed, duration);
        options.Notice?.Invoke("the server is given its titles");
        using TitleShelf shelf = TitleShelf.Open(situation.Titles, situation.Server.ReservesPeak, stop);
        using ServerHome home = ServerHome.Make(shelf, Configure(situation, cast), stop);
        RealJournal journal = new(cast, LocalAddresses.NumberOf);
        string program = options.Server ?? Path.Combine(AppContext.BaseDirectory, Program);
        await using RealServer server = new(program, home, shelf.Titles.Count, journal);
        await server.StartAsync(stop);
        await WarmUpAsync(cast, server, stop);
        options.Notice?.Invoke($"the server is there, and {cast.Count} viewers come within {duration.TotalSeconds:0} s");
        using SocketRun run = new(situation, seed, duration, cast, server, journal);
        return await run.PlayAsync(stop);
    }

    /// <summary>Somebody watches for a moment who is nobody of the cast: programs run slowly for the first time, which is not what is to be
    /// measured.</summary>
    private static async Task WarmUpAsync(IReadOnlyList<CastMember> cast, RealServer server, CancellationToken stop)
    {
        if (cast.Count == 0)
            return;
        MonotonicClock clock = new(TimeProvider.System);
        IPAddress address = LocalAddresses.Of(RealTerms.MostViewers);
        Audience audience = cast[0].Audience with { Watches = Moment, WatchesAbout = false, Steps = [] };
        using RelayNetwork network = new(new([], [-1], clock.Now), 0, clock);
        ViewerStage stage = new(clock, clock.Now, network, () => server.RtspPort, TimeSpan.FromSeconds(1), _ => { });
        using RealViewer viewer = new(new(0, "", audience, TimeSpan.Zero, 1, address, 0), address, "", stage);
        using CancellationTokenRegistration leaving = stop.Register(viewer.Stop);
        await viewer.LiveAsync(stop);
    }

    /// <summary>What the server is told: the links that are declared, and which viewer lives behind which.</summary>
    private static ServerOptions Configure(Situation situation, IReadOnlyList<CastMember> cast)
    {
        Layout layout = new(situation, cast, default, TimeSpan.FromSeconds(1));
        NetworkOptions network = DeclaredNetwork.Of(layout.Plan, layout.TermsOf, LocalAddresses.Of, situation.Server);
        return new() { Qos = new() { Links = network.Links, Subnets = network.Routes, Lease = network.Lease } };
    }
}
