using System.Net.Sockets;
using System.Security.Cryptography;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>One session on sockets: connects, runs the loop that owns the session, tells whoever listens, takes commands from any
/// thread.</summary>
/// <remarks>One run each. Reconnecting is the caller's business: another client, whose <see cref="ClientOptions.Start"/> is where this one
/// stood.</remarks>
public sealed class PlayingClient(PlayingOptions options, TimeProvider time, MonotonicClock clock)
{
    private readonly Inbox _inbox = new();

    /// <summary>Plays until the end, <see cref="ReceiverSession.Stop"/>, or a failure. Cancelling leaves cleanly (RTCP BYE, TEARDOWN) and
    /// still answers.</summary>
    /// <returns>How it ended: never throws for what a network or a server can do.</returns>
    public async Task<PlayerResult> RunAsync(CancellationToken cancellation)
    {
        DateTimeOffset startedAt = time.GetUtcNow();
        Instant started = clock.Now;
        RtspAddress address = options.Client.Address;
        RtspClient connection;
        try
        {
            connection = await RtspClient.ConnectAsync(address, options.ConnectTimeout, time, clock, _inbox, cancellation);
        }
        catch (SocketException fault)
        {
            return Unreachable(ConnectFault.Explain(address, fault), startedAt, clock.Now - started);
        }
        catch (TimeoutException)
        {
            return Unreachable(ConnectFault.TimedOut(address), startedAt, clock.Now - started);
        }
        catch (OperationCanceledException)
        {
            return Unreachable("stopped before the connection was made", startedAt, clock.Now - started);
        }

        ReceiverIdentity identity = new(
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(12)), BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)));
        using ReceiverSession session = new(options.Client, options.Receiver, identity, options.Listener);
        using PlayerLoop loop = new(session, connection, clock, _inbox, options, time);
        using (cancellation.Register(loop.Stop))
            await loop.RunAsync();
        _inbox.Close();
        await connection.DisposeAsync();
        ReceiverReport report = session.Report(clock.Now) with { StartedAt = startedAt, InboxDropped = _inbox.Dropped };
        return new(session.Outcome!, report, session.Presentation, session.Answer, session.AllStreams);
    }

    /// <summary>Does something with the session, soon and on its loop; from any thread. Nothing happens once the session is over.</summary>
    /// <returns>False where it is over, or nobody has looked at what was posted for long.</returns>
    public bool Post(Action<ReceiverSession, Instant> work) => _inbox.Post(work, clock.Now);

    private PlayerResult Unreachable(string why, DateTimeOffset startedAt, TimeSpan spent)
    {
        _inbox.Close();
        SessionOutcome.Failed outcome = new(FailureKind.Disconnected, 0, why);
        ReceiverReport report = new()
        {
            Url = options.Client.Address.Url,
            Transport = "none",
            Outcome = "failed",
            Error = why,
            StartedAt = startedAt,
            WallMs = Math.Round(spent.TotalMilliseconds, 3),
            Streams = [],
        };
        return new(outcome, report, null, null, []);
    }
}
