using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Streaming.Formats.Rtsp;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>Brings a request, its session and the core together, and does what the core says, in its order.</summary>
internal sealed class RequestDispatcher(
    RequestHandler handler, SessionRegistry registry, ClientPolicer policer, ControlClock clock, ILogger log)
{
    /// <summary>Answers a request of a client, unless he asks too much.</summary>
    /// <inheritdoc cref="DispatchAsync"/>
    public async ValueTask<RequestUse> AnswerAsync(RtspRequest request, ConnectionFacts connection, Func<RtspResponse, ValueTask> answer)
    {
        PolicingVerdict verdict = policer.Request(Subscriber.Of(connection.Remote.Address), new(request.Body.Length), clock.Now);
        if (verdict.Excess is not null)
        {
            await answer(TooMuch(request, verdict));
            return new(null, verdict.IsOffender);
        }

        bool isLast = request.IsHttp || request.Headers["Connection"]?.Equals("close", StringComparison.OrdinalIgnoreCase) == true;
        return new(await DispatchAsync(request, connection, answer), isLast);
    }

    /// <param name="answer">Sends the response; what follows it in the protocol (media, BYE) is done when it has completed.</param>
    /// <returns>The session that was used or opened; null where there was none.</returns>
    public async ValueTask<SessionMailbox?> DispatchAsync(
        RtspRequest request, ConnectionFacts connection, Func<RtspResponse, ValueTask> answer)
    {
        SessionMailbox? mailbox = registry.Find(request.Headers["Session"]);
        using SessionMailbox.Turn turn = mailbox is null ? default : await mailbox.EnterAsync();
        ServerSession? session = mailbox is { IsClosed: false } ? mailbox.Session : null;

        // The place is taken before it is known whether a session comes of it: many requests of one subscriber may be under way.
        Subscriber subscriber = Subscriber.Of(connection.Remote.Address);
        bool mayOpen = session is null && request.Method == RtspMethod.Setup;
        if (mayOpen && !policer.TryEnterSession(subscriber, clock.Now))
        {
            await answer(TooManySessions(request));
            return null;
        }

        RequestOutcome.Answer outcome;
        bool isAnswered = false;
        try
        {
            RequestContext context = new(request, connection, session, clock.Draw(connection.Client), registry.Count, clock.Now);
            (outcome, isAnswered) = await DecideAsync(context with { SessionLimit = registry.Limit }, mailbox, answer);
        }
        catch (Exception e)
        {
            // Whatever went wrong, the session may be half changed: it ends, and nobody else notices.
            ControlLog.RequestBroken(log, request.Method, request.Uri, e);
            RtspResponse sorry = request.Respond(RtspStatus.InternalServerError);
            outcome = session is null ? new(sorry) : new(sorry, new SessionEffect.Closed(session, "an error in the server"));
        }

        foreach (SessionEffect effect in outcome.Effects)
        {
            if (effect is SessionEffect.Opened opened)
                (mailbox, mayOpen) = (registry.Open(opened.Session), false);
        }

        if (mayOpen)
            policer.LeaveSession(subscriber);

        ControlLog.Answered(log, connection.Id, request.Method, request.Uri, outcome.Response.Status);
        if (!isAnswered)
            await answer(outcome.Response);
        foreach (SessionEffect effect in outcome.Effects)
            await PerformAsync(effect, mailbox!);
        return mailbox is { IsClosed: false } ? mailbox : null;
    }

    /// <summary>RTSP has no 429; 503 with the time to come back is its nearest. RFC 2326 §7.1.1.</summary>
    private static RtspResponse TooMuch(RtspRequest request, PolicingVerdict verdict)
    {
        RtspResponse response = request.Respond(RtspStatus.ServiceUnavailable);
        double seconds = Math.Ceiling(verdict.RetryAfter.TotalSeconds);
        response.Headers.Add("Retry-After", seconds.ToString("0", CultureInfo.InvariantCulture));
        if (verdict.IsOffender)
            response.Headers["Connection"] = "close";
        return response;
    }

    private RtspResponse TooManySessions(RtspRequest request)
    {
        string why = $"your address has {policer.Options.Sessions} sessions, as many as one may have: end one of them first\r\n";
        return request.Respond(RtspStatus.ServiceUnavailable).WithBody("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(why));
    }

    /// <returns>What is to be answered, and whether it has been.</returns>
    private async ValueTask<(RequestOutcome.Answer Outcome, bool IsAnswered)> DecideAsync(
        RequestContext context, SessionMailbox? mailbox, Func<RtspResponse, ValueTask> answer)
    {
        RequestOutcome outcome = handler.Accept(context);
        if (outcome is RequestOutcome.WhenSending join)
        {
            RequestOutcome.Answer joined = await registry.Channels.JoinAsync(join, mailbox!.Routes!, answer);
            if (joined.Response.IsSuccess)
                ControlLog.Receiving(log, join.Session);
            return (joined, true);
        }

        if (outcome is not RequestOutcome.WhenQuiet wait)
            return ((RequestOutcome.Answer)outcome, false);
        await registry.QuietAsync(mailbox!);
        return (wait.Then(clock.Now), false);
    }

    private async ValueTask PerformAsync(SessionEffect effect, SessionMailbox mailbox)
    {
        switch (effect)
        {
            case SessionEffect.Started:
                registry.Start(mailbox);
                break;
            case SessionEffect.Changed changed:
                registry.Follow(mailbox, changed);
                break;
            case SessionEffect.Paused paused:
                ControlLog.Paused(log, paused.Session.Id.Brief, paused.Session.Sending.Position(clock.Now));
                break;
            case SessionEffect.Left left:
                await registry.Channels.LeaveAsync(left.Session, mailbox.Routes!, left.Streams);
                break;
            case SessionEffect.Closed closed:
                await registry.QuietAsync(mailbox);
                registry.Close(mailbox, closed.Reason);
                break;
        }
    }
}
