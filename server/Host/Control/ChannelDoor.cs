using System.Runtime.ExceptionServices;
using Streaming.Formats.Rtsp;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sessions;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Host.Control;

/// <summary>Lets sessions into channels and out again, on the thread that sends the channel. Whoever calls has the session's
/// turn.</summary>
internal sealed class ChannelDoor(IDelivery delivery)
{
    /// <summary>Has a session join what it has set up. Its answer is queued in the same turn of the thread: before the first packet that
    /// goes to it alone.</summary>
    /// <param name="answer">Sends the response.</param>
    public async Task<RequestOutcome.Answer> JoinAsync(
        RequestOutcome.WhenSending join, MemberRoutes routes, Func<RtspResponse, ValueTask> answer)
    {
        RequestOutcome.Answer outcome = join.Otherwise;
        ValueTask sent = default;
        ExceptionDispatchInfo? failure = null;
        bool isSent = await delivery.DoAsync(join.Session.Sender, now =>
        {
            try
            {
                outcome = join.Then(now);
                if (outcome.Response.IsSuccess)
                    routes.Open();
                sent = answer(outcome.Response);
            }
            catch (Exception e)
            {
                // A session may fail; the thread sends for many.
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        failure?.Throw();
        await (isSent ? sent : answer(outcome.Response));
        return outcome;
    }

    /// <summary>A session receives some of its streams no more.</summary>
    public async Task LeaveAsync(ChannelSession session, MemberRoutes routes, IReadOnlyList<ChannelStream> gone)
    {
        routes.Close(gone);
        await delivery.DoAsync(session.Sender, _ =>
        {
            foreach (ChannelStream stream in gone)
            {
                if (stream.Membership is { } lane && session.Member.Lanes.Contains(lane))
                    session.Sender.Members.Leave(lane);
            }
        });
    }

    /// <summary>A session receives nothing any more.</summary>
    public async Task LeaveAsync(ChannelSession session, MemberRoutes routes)
    {
        routes.CloseAll();
        await delivery.DoAsync(session.Sender, _ => session.Sender.Members.Leave(session.Member));
    }
}
