namespace Streaming.Player.Sessions;

/// <summary>Decides what is asked next of a server that plays, pauses or is at the end. Pure.</summary>
/// <remarks>One request that moves the film is under way at a time: of ten seeks in a second the server sees those it has time
/// for.</remarks>
internal static class PlayPolicy
{
    /// <param name="isBusy">Such a request is not answered yet.</param>
    public static PlayVerb Decide(ViewerIntent intent, SessionPhase phase, bool isBusy) => (intent, phase) switch
    {
        _ when isBusy => PlayVerb.Nothing,
        (_, not (SessionPhase.Playing or SessionPhase.Paused or SessionPhase.Ended)) => PlayVerb.Nothing,
        ({ Sound: not null }, _) => PlayVerb.ChangeSound,
        ({ WantsPlace: true, Runs: true }, _) => PlayVerb.Play,
        ({ WantsRate: true, Runs: true }, _) => PlayVerb.Play,
        ({ Runs: true }, SessionPhase.Paused) => PlayVerb.Play,
        ({ Runs: false }, SessionPhase.Playing) => PlayVerb.Pause,
        _ => PlayVerb.Nothing,
    };
}
