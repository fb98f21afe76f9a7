using Streaming.Player.Client;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Hears what a session does, on its own loop, and passes on what matters to the viewer, under the one lock.</summary>
internal sealed class SessionEar(object gate, FilmShow show, Viewing viewing, FilmPlayerOptions options)
{
    /// <summary>What is asked for where losses last: three quarters of what is sent is a rung of a ladder or so.</summary>
    private static readonly Ratio Less = Ratio.Percent(75);

    private ContractText? _contract;

    public PlayingOptions Options(ClientOptions client, IStreamListener listener) => new()
    {
        Client = client,
        Interface = options.Interface,
        Listener = listener,
        Told = Told,
        Notice = Notice,
        Tick = Tick,
    };

    /// <summary>The network loses too much for too long.</summary>
    public void WishLower()
    {
        FlowSpec less;
        lock (gate)
        {
            if (_contract is not { } contract)
                return;
            less = show.Wish with { MaxRate = contract.Contract.Traffic.Rate * Less };
            show.Notices.Tell("much is lost on the way: asking for a lower quality", options.Clock());
        }

        viewing.Client.Ask(less);
    }

    /// <summary>News of this session, as long as it is the one that is watched.</summary>
    public void Notice(string what)
    {
        lock (gate)
        {
            if (show.Viewing == viewing)
                show.Notices.Tell(what, options.Clock());
        }
    }

    private void Told(SessionEffect effect, Instant now)
    {
        lock (gate)
        {
            if (show.Viewing != viewing)
                return;
            switch (effect)
            {
                case SessionEffect.Described described:
                    show.Described(described.Presentation);
                    break;
                case SessionEffect.StreamOpened { Stream.Setup.Track: { Kind: Formats.Media.TrackKind.Audio } track }:
                    show.Languages.Heard(track);
                    break;
                case SessionEffect.AudioChosen chosen:
                    show.Languages.Heard(chosen.Track);
                    show.Notices.Tell($"sound: {show.Languages.NameOf(show.Languages.Audio)}", now);
                    options.Memory.Change(habits => habits with { Audio = chosen.Track.Language });
                    break;
                case SessionEffect.EndReached:
                    EndReached();
                    break;
                case SessionEffect.CommandRefused refused:
                    show.Seeks.GivenUp();
                    show.Notices.Tell(refused.Why, now);
                    break;
                case SessionEffect.ContractGranted granted:
                    Require(granted.Terms);
                    break;
                case SessionEffect.ContractChanged changed:
                    Require(changed.Terms);
                    break;
            }
        }
    }

    /// <summary>Backwards, the end is the beginning: it plays on from there.</summary>
    private void EndReached()
    {
        if (viewing.Playout.Segment is { Scale: < 0 })
            viewing.Client.SetScale(1, MediaTime.Zero);
        else
            show.IsEndReached = true;
    }

    private void Require(ContractText terms)
    {
        _contract = terms;
        viewing.Playout.Require(terms.Contract.Buffer);
    }

    private void Tick(ReceiverSession session, Instant now)
    {
        lock (gate)
        {
            if (show.Viewing == viewing)
                show.Statistics.Tick(session, viewing, now);
        }
    }
}
