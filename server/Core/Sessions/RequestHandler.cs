using Streaming.Formats.Rtsp;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions.Channels;
using Streaming.Server.Sessions.Methods;

namespace Streaming.Server.Sessions;

/// <summary>RTSP as a function: a request and what is known go in, an answer and its effects come out. RFC 2326.</summary>
/// <remarks>
/// <code>
/// switch (handler.Accept(context))
///   Answer:    perform Opened; send Response; perform the other Effects
///   WhenSending: have Then called by the channel's send loop, or take Otherwise; then the same
///   WhenQuiet: stop the session's delivery, wait until no packet of it can leave, then the same with Then(now)
/// </code>
/// Keeps nothing of its own: sessions live in the shell, which hands each in with the requests that name it.
/// </remarks>
public sealed class RequestHandler(
    ICatalogue catalogue,
    IChannels channels,
    ServerSessionOptions options,
    IRequestAuthorizer authorizer,
    IContractDesk desk,
    IChannelDesk receivers,
    IContractFigures figures)
{
    private readonly ChannelRequests _channels = new(channels, receivers, desk, options);
    private readonly Negotiator _negotiator = new(desk, options.MaxRepair);
    private readonly DescribeMethod _describe = new(catalogue, options, new(desk, options.MaxRepair));
    private readonly SetupMethod _setup = new(catalogue, options, new(desk, options.MaxRepair));
    private readonly PlayMethod _play = new(options, new(desk, options.MaxRepair));
    private readonly PauseMethod _pause = new(options);
    private readonly ParameterMethods _parameters = new(options, new(desk, options.MaxRepair), figures);
    private readonly TeardownMethod _teardown = new(options, new(desk, options.MaxRepair));

    public RequestOutcome Accept(RequestContext context) =>
        Screen(ref context) ?? (ChannelRequests.Concern(context) ? _channels.Answer(context) : Answer(context));

    private RequestOutcome Answer(RequestContext context) => context.Request.Method switch
    {
        RtspMethod.Options => Options(context),
        RtspMethod.Describe => _describe.Answer(context),
        RtspMethod.Setup => _setup.Answer(context),
        RtspMethod.Play => _play.Answer(context, context.Film!),
        RtspMethod.Pause => _pause.Answer(context, context.Film!),
        RtspMethod.GetParameter => _parameters.Get(context),
        RtspMethod.SetParameter => _parameters.Set(context),
        _ => _teardown.Answer(context, context.Film!),
    };

    /// <summary>Whatever is wrong with a request no matter what it asks for, cheapest check first; null where nothing is.</summary>
    private RequestOutcome.Answer? Screen(ref RequestContext context)
    {
        RtspRequest request = context.Request;
        if (request.IsHttp)
            return WrongDoor();
        if (request.CSeq is null)
            return Refuse(context, RtspStatus.BadRequest, "every request carries a CSeq header with a number");
        if (!Replies.Methods.Split(", ").Contains(request.Method))
            return Refuse(context, IsKnown(request.Method) ? RtspStatus.MethodNotAllowed : RtspStatus.NotImplemented);
        if (Unauthorized(ref context) is { } denied)
            return denied;
        if (Features.Unknown(request) is { Length: > 0 } features)
        {
            RequestOutcome.Answer refusal = Refuse(context, RtspStatus.OptionNotSupported);
            refusal.Response.Headers.Add("Unsupported", features);
            return refusal;
        }

        if (MediaUri.Parse(request.Uri) is not { } target)
            return Refuse(context, RtspStatus.BadRequest, "the request URI is not one of rtsp://");
        context = context with { Target = target };
        return CheckSession(ref context);
    }

    private RequestOutcome.Answer? CheckSession(ref RequestContext context)
    {
        string? named = context.Request.Headers["Session"];
        bool isOwned = context.Session?.BelongsTo(context.Connection, context.User) == true;
        if (named is null ? NeedsSession(context.Request.Method) : !isOwned)
        {
            // No difference is made between a session that does not exist and one that is somebody else's: that would be telling.
            context = context with { Session = null };
            return Refuse(context, RtspStatus.SessionNotFound);
        }

        if (context.Session is not { } session)
            return null;
        session.Meet(context);
        _negotiator.Refresh(session.Id, context.Now);
        return session.WhyNot(context.Request.Method) is { } why ? Refuse(context, RtspStatus.MethodNotValidInThisState, why) : null;
    }

    private RequestOutcome.Answer? Unauthorized(ref RequestContext context)
    {
        switch (authorizer.Authorize(context.Request, context.Connection))
        {
            case Permission.Granted granted:
                context = context with { User = granted.User };
                return null;
            case Permission.Challenged challenged:
                context = context with { Session = null };
                RequestOutcome.Answer refusal = Refuse(context, RtspStatus.Unauthorized);
                foreach (string challenge in challenged.Challenges)
                    refusal.Response.Headers.Add("WWW-Authenticate", challenge);
                return refusal;
            case Permission.Denied denied:
                context = context with { Session = null };
                return Refuse(context, RtspStatus.Forbidden, denied.Reason);
            default:
                throw new InvalidOperationException("broken invariant: a permission is one of its three kinds");
        }
    }

    private static bool NeedsSession(string method) => method is RtspMethod.Play or RtspMethod.Pause or RtspMethod.Teardown;

    private static bool IsKnown(string method) => method is RtspMethod.Announce or RtspMethod.Record or RtspMethod.Redirect;

    /// <summary>A browser, or a player that tunnels RTSP through HTTP, gets an answer it can read.</summary>
    private static RequestOutcome.Answer WrongDoor()
    {
        RtspResponse response = new() { Status = RtspStatus.BadRequest, Reason = "Bad Request", Protocol = "HTTP", Version = (1, 1) };
        response.Headers.Add("Connection", "close");
        return new(Replies.Explain(response, "This port speaks RTSP: open rtsp:// addresses with a media player."));
    }

    private RequestOutcome.Answer Options(RequestContext context)
    {
        RtspResponse response = Replies.Ok(context, options);
        response.Headers.Add("Public", context.Target.Channel is null ? Replies.Methods : Replies.ChannelMethods);
        response.Headers.Add("Supported", Features.All);
        return new(response);
    }

    private RequestOutcome.Answer Refuse(RequestContext context, int status, string why = "") =>
        Replies.Refuse(context, options, status, why);
}
