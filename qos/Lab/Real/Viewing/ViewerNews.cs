using Streaming.Lab.Records;
using Streaming.Lab.Viewers;
using Streaming.Lab.Virtual.Viewing;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Real.Viewing;

/// <summary>What is told of a viewer on sockets while it happens.</summary>
internal sealed class ViewerNews(ViewerOptions viewer, ViewerStage stage)
{
    private int? _generation;
    private volatile bool _isAdmitted;
    private volatile bool _isRefused;

    /// <summary>It was granted a contract once.</summary>
    public bool IsAdmitted => _isAdmitted;

    /// <summary>There was no room for it.</summary>
    public bool IsRefused => _isRefused;

    /// <summary>A session begins: its contracts are counted anew.</summary>
    public void Begins() => _generation = null;

    /// <summary>The terms that an effect brings; null: none.</summary>
    public static ContractText? TermsOf(SessionEffect effect) => effect switch
    {
        SessionEffect.ContractGranted granted => granted.Terms,
        SessionEffect.ContractChanged changed => changed.Terms,
        _ => null,
    };

    /// <summary>The server repeats in its answer to PLAY, and to whatever asks for another, what has been said already.</summary>
    /// <returns>Whether they are news.</returns>
    public bool Adopt(ContractText terms)
    {
        if (terms.Contract.Generation == _generation)
            return false;
        _generation = terms.Contract.Generation;
        string described = $"{terms.Point}, {ServiceClassText.Format(terms.Contract.Class)} {terms.Contract.Traffic.Rate}";
        Tell(_isAdmitted ? "inForce" : "admitted", $"{(_isAdmitted ? "in force" : "admitted")}: {described}");
        _isAdmitted = true;
        return true;
    }

    public void Ended(string outcome, string? why, RefusalRecord? refusal)
    {
        if (outcome == "refused" && refusal is not null)
        {
            _isRefused = true;
            Tell("refused", why ?? "", refusal.Limit);
        }

        Tell("ended", why is null ? outcome : $"{outcome}: {why}");
    }

    public void Tell(string kind, string text) => Tell(kind, text, viewer.Link);

    private void Tell(string kind, string text, string link) =>
        stage.Happened(new(Seconds.Since(viewer.RunStart, stage.Now), kind, viewer.Id, link, text));
}
