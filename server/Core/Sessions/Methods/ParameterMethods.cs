using System.Globalization;
using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Sessions.Methods;

/// <summary>GET_PARAMETER and SET_PARAMETER: empty ones keep a session alive, the others ask how it stands. RFC 2326 §10.8,
/// §10.9.</summary>
internal sealed class ParameterMethods(ServerSessionOptions options, Negotiator negotiator, IContractFigures figures)
{
    private const string TextParameters = "text/parameters";

    /// <summary>A URI that fits nothing is no fault here: players keep sessions alive with whatever address they have at hand.</summary>
    public RequestOutcome.Answer Get(RequestContext context)
    {
        if (ReadNames(context, out List<string> names) is { } refusal)
            return refusal;
        if (names.Count == 0)
            return new(Replies.Ok(context, options));
        if (context.Session is not { } session)
            return Replies.Refuse(context, options, RtspStatus.SessionNotFound);

        StringBuilder values = new();
        List<string> unknown = [];
        foreach (string name in names)
        {
            if (Value(session, name, context.Now) is { } value)
                values.Append(name).Append(": ").Append(value).Append("\r\n");
            else
                unknown.Add(name);
        }

        return unknown.Count > 0 ? NotUnderstood(context, unknown) : new(Body(Replies.Ok(context, options), values));
    }

    public RequestOutcome.Answer Set(RequestContext context)
    {
        if (ReadNames(context, out List<string> names) is { } refusal)
            return refusal;
        if (names.Count == 0)
            return AskedSpec.IsIn(context.Request) ? Renegotiate(context) : new(Replies.Ok(context, options));
        List<string> unknown = [.. names.Where(name => !IsKnown(name))];
        return unknown.Count > 0
            ? NotUnderstood(context, unknown)
            : Replies.Refuse(context, options, RtspStatus.ParameterIsReadOnly, string.Join(", ", names));
    }

    /// <summary>The client's wish: another contract, or the one it has.</summary>
    private RequestOutcome.Answer Renegotiate(RequestContext context)
    {
        if (context.Session is ChannelSession)
        {
            const string why = "lanes of a channel are as they are: set up another";
            return Replies.Refuse(context, options, RtspStatus.HeaderFieldNotValidForResource, why);
        }

        if (context.Film is not { } session)
            return Replies.Refuse(context, options, RtspStatus.SessionNotFound);
        if (!AskedSpec.TryRead(context, session.Asked, out FlowSpec asked, out string wrong))
            return Replies.Refuse(context, options, RtspStatus.BadRequest, wrong);
        Deal deal = negotiator.Reserve(session.Bid(asked, context.Now), context.Now);
        if (!deal.IsGranted)
            return Replies.NotEnough(context, options, deal);
        ContractChange change = session.Agree(deal, "the client asked for it", context.Now);
        RtspResponse response = Replies.Ok(context, options);
        Replies.AddContract(response, session, negotiator.LeaseWithin(options.Timeout));
        return session.State == SessionState.Playing
            ? new(response, new SessionEffect.Changed(session, change.Point, change.Contract, change.Reason))
            : new(response);
    }

    /// <summary>One name a line, with or without a value behind a colon. RFC 2326 §16.</summary>
    private RequestOutcome.Answer? ReadNames(RequestContext context, out List<string> names)
    {
        names = [];
        foreach (string line in Encoding.UTF8.GetString(context.Request.Body).Split('\n'))
        {
            string name = line.Split(':')[0].Trim();
            if (name.Length > 0)
                names.Add(name);
        }

        string type = (context.Request.Headers["Content-Type"] ?? TextParameters).Split(';')[0].Trim();
        return names.Count == 0 || type.Equals(TextParameters, StringComparison.OrdinalIgnoreCase)
            ? null
            : Replies.Refuse(context, options, RtspStatus.UnsupportedMediaType, $"parameters are {TextParameters}");
    }

    private RequestOutcome.Answer NotUnderstood(RequestContext context, List<string> names)
    {
        RequestOutcome.Answer refusal = Replies.Refuse(context, options, RtspStatus.ParameterNotUnderstood);
        StringBuilder list = new();
        foreach (string name in names)
            list.Append(name).Append("\r\n");
        return new(Body(refusal.Response, list));
    }

    private static RtspResponse Body(RtspResponse response, StringBuilder text) =>
        response.WithBody(TextParameters, Encoding.UTF8.GetBytes(text.ToString()));

    private static bool IsKnown(string name) =>
        name is "position" or "duration" or "state" or "title" or "contract" or "quality" or "verdict";

    /// <summary>Times in seconds; nothing where nothing is known yet.</summary>
    private string? Value(ServerSession session, string name, Instant now) => name switch
    {
        "position" => session.Position(now).Seconds.ToString("0.000", CultureInfo.InvariantCulture),
        "duration" => (session as FilmSession)?.Title.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture),
        "state" => session.State.ToString(),
        "title" => session.Path,
        "contract" => Replies.Contract(session, negotiator.LeaseWithin(options.Timeout)) ?? "",
        "quality" => figures.Quality(session.Id, now) ?? "",
        "verdict" => figures.Verdict(session.Id, now) ?? "",
        _ => null,
    };
}
