using System.Net.Sockets;
using System.Security.Cryptography;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>Plays a title without showing it: receives, counts, hashes, reports. One session; make as many as you like.</summary>
public sealed class HeadlessPlayer(HeadlessOptions options, TimeProvider time)
{
    /// <summary>Plays to the end. Cancelling leaves cleanly (RTCP BYE, TEARDOWN) and still answers with the report.</summary>
    public async Task<PlayerResult> RunAsync(CancellationToken cancellation)
    {
        MonotonicClock clock = new(time);
        DateTimeOffset startedAt = time.GetUtcNow();
        Inbox inbox = new();
        RtspAddress address = options.Client.Address;
        RtspClient connection;
        try
        {
            connection = await RtspClient.ConnectAsync(address, options.ConnectTimeout, time, clock, inbox, cancellation);
        }
        catch (SocketException fault)
        {
            return Unreachable(ConnectFault.Explain(address, fault), startedAt, clock.Now);
        }
        catch (TimeoutException)
        {
            return Unreachable(ConnectFault.TimedOut(address), startedAt, clock.Now);
        }
        catch (OperationCanceledException)
        {
            return Unreachable("stopped before the connection was made", startedAt, clock.Now);
        }

        ReceiverIdentity identity = new(
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(12)), BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)));
        using ReceiverSession session = new(options.Client, options.Receiver, identity);
        using PlayerLoop loop = new(session, connection, clock, inbox, options, time);
        using (cancellation.Register(loop.Stop))
            await loop.RunAsync();
        inbox.Close();
        await connection.DisposeAsync();
        ReceiverReport report = session.Report(clock.Now) with { StartedAt = startedAt, InboxDropped = inbox.Dropped };
        return new(session.Outcome!, report, session.Presentation, session.Answer, session.Streams);
    }

    private PlayerResult Unreachable(string why, DateTimeOffset startedAt, Instant now)
    {
        SessionOutcome.Failed outcome = new(FailureKind.Disconnected, 0, why);
        ReceiverReport report = new()
        {
            Url = options.Client.Address.Url,
            Transport = "none",
            Outcome = "failed",
            Error = why,
            StartedAt = startedAt,
            WallMs = Math.Round(new TimeSpan(now.Ticks).TotalMilliseconds, 3),
            Streams = [],
        };
        return new(outcome, report, null, null, []);
    }
}
