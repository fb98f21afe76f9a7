using Streaming.Formats.Rtsp;
using Streaming.Player.Contracts;
using Streaming.Player.Protection;

namespace Streaming.Player.Sessions;

/// <summary>The part of a session that is about its contract: what the server says of it becomes effects.</summary>
internal sealed class ContractSide(ContractTalk contracts, RtspAddress address, Queue<SessionEffect> effects)
{
    private bool _hasRetried;

    /// <summary>The answer to SETUP or PLAY.</summary>
    public void Granted(RtspResponse response)
    {
        if (Takes(response.Headers[ContractTalk.ContractHeader]))
            effects.Enqueue(new SessionEffect.ContractGranted(contracts.InForce!));
    }

    /// <summary>What the server offers instead is taken where the viewer has said that it would do; once, lest two never agree.</summary>
    public bool TakesAlternative(RtspResponse response)
    {
        if (_hasRetried || Shortage.Read(response)?.Alternative is not { } offer || !contracts.TryAccept(offer))
            return false;
        _hasRetried = true;
        effects.Enqueue(new SessionEffect.Noted($"there is no room for better: taking {offer.Point}"));
        return true;
    }

    /// <summary>The answer to a wish while playing.</summary>
    public void Wished(PendingRequest request, RtspResponse response)
    {
        ContractWish wish = request.Wish!;
        if (response.IsSuccess)
        {
            (contracts.Wish, contracts.Protection) = (wish.Viewer, wish.Protection);
            Change(response.Headers[ContractTalk.ContractHeader], wish.IsForProtection ? ProtectionWords.Reason : "asked for");
        }

        Shortage? shortage = response.IsSuccess ? null : Shortage.Read(response);
        if (wish.IsForProtection)
        {
            effects.Enqueue(new SessionEffect.ProtectionAnswered(response.IsSuccess, shortage));
        }
        else if (!response.IsSuccess)
        {
            SessionOutcome.Failed refused = Refusal.Explain(request.Method, response, address);
            effects.Enqueue(new SessionEffect.WishRefused(refused.Message, refused.Shortage));
        }
    }

    /// <summary>The answer to a sign of life names the contract in force: perhaps one we were not told of.</summary>
    public void KeptAlive(RtspResponse response)
    {
        if (response.IsSuccess)
            Change(ContractTalk.Line(response.Body), "learnt late");
    }

    /// <summary>Answers what the server asks.</summary>
    /// <param name="session">Ours; null where there is none.</param>
    public void Answer(RtspRequest request, string? session)
    {
        int status = ServerRequest.Judge(request, session);
        if (status == RtspStatus.Ok && request.Headers[ContractTalk.ContractHeader] is { } said && !ContractTalk.IsContract(said))
            status = RtspStatus.BadRequest;
        effects.Enqueue(new SessionEffect.Reply(ServerRequest.Answer(request, status)));
        if (status is RtspStatus.Ok or RtspStatus.BadRequest)
            Change(request.Headers[ContractTalk.ContractHeader], request.Headers["Reason"] ?? "");
    }

    private void Change(string? said, string reason)
    {
        if (Takes(said))
            effects.Enqueue(new SessionEffect.ContractChanged(contracts.InForce!, reason));
    }

    private bool Takes(string? said)
    {
        ContractNews news = contracts.Take(said);
        if (news.Oddity is { } oddity)
            effects.Enqueue(new SessionEffect.Noted(oddity));
        return news.IsNew;
    }
}
