using Streaming.Player.Sessions;

namespace Streaming.Player.Protection;

/// <summary>The part of a session that sees to its protection: hears what happens to it, and asks the server for what is advised.</summary>
internal sealed class SessionProtection(ProtectionOptions options, ClientSession session, Queue<SessionEffect> effects)
{
    private readonly ProtectionAdvisor _advisor = new(options);

    public Instant Next => _advisor.Next;

    /// <summary>What a session does has been done.</summary>
    public void Heard(SessionEffect effect, Instant now)
    {
        switch (effect)
        {
            case SessionEffect.StreamOpened { Stream: { } opened }:
                opened.Advice = _advisor.Open(opened.Setup);
                break;
            case SessionEffect.StreamClosed { Stream: { } closed }:
                _advisor.Close(closed.Advice);
                break;
            case SessionEffect.Playing:
                _advisor.Begin(now);
                break;
            case SessionEffect.Paused or SessionEffect.EndReached or SessionEffect.Finished:
                _advisor.Rest();
                break;
            case SessionEffect.FallBack:
                _advisor.Clear();
                break;
            case SessionEffect.ContractGranted granted:
                _advisor.Adopt(granted.Terms.Contract);
                break;
            case SessionEffect.ContractChanged changed:
                Adopt(changed);
                break;
            case SessionEffect.ProtectionAnswered:
                _advisor.Answered(now);
                break;
        }
    }

    /// <summary>Looks at the losses, when it is time to.</summary>
    /// <param name="answer">To the first PLAY: how long that took is what a resend takes, before one was seen.</param>
    public void Advance(IReadOnlyList<ActiveStream> streams, PlayAnswer? answer, Instant now)
    {
        if (now < _advisor.Next)
            return;
        if (_advisor.Advance(RoundTrip(streams, answer, now), now) is { } wish && session.Protect(wish, now))
            _advisor.Asked(wish);
    }

    /// <summary>The longest that a packet took which was asked for; before there was one, what the answer took.</summary>
    private static TimeSpan? RoundTrip(IReadOnlyList<ActiveStream> streams, PlayAnswer? answer, Instant now)
    {
        TimeSpan? longest = null;
        foreach (ActiveStream stream in streams)
        {
            if (stream.Repair.StatisticsAt(now).RoundTrip is { } measured && (longest is not { } other || measured > other))
                longest = measured;
        }

        return longest ?? (answer is null ? null : answer.Answered - answer.Requested);
    }

    /// <summary>Each change is said, with its reason.</summary>
    private void Adopt(SessionEffect.ContractChanged changed)
    {
        foreach (StreamAdvice stream in _advisor.Adopt(changed.Terms.Contract))
            effects.Enqueue(new SessionEffect.ProtectionChanged(ProtectionWords.Change(stream)));
    }
}
