namespace Streaming.Player.Playout;

/// <summary>Decides what a player does about pictures that were lost. Pure: it answers with a verb, others carry it out.</summary>
/// <remarks>
/// A wish for less comes first, because while losses last every new key picture is damaged again. A key picture that is near is waited for
/// with the last good picture, which nobody notices; one that is far is asked for, and meanwhile a damaged picture that moves is better
/// than one that stands.
/// </remarks>
public sealed record LossPolicy
{
    /// <summary>A key picture that comes within this is waited for with the last good picture.</summary>
    public TimeSpan Near { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Between two requests for a key picture: the first must have had time to be answered.</summary>
    public TimeSpan BetweenRequests { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The share of packets from which on losses count as lasting: at 250 packets a second a damaged picture every half second.
    /// </summary>
    public Ratio Harmful { get; init; } = Ratio.Percent(1);

    /// <summary>Harmful losses for this long are no accident.</summary>
    public TimeSpan Lasting { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Between two wishes for less: the first must have been granted, and its effect seen.</summary>
    public TimeSpan BetweenWishes { get; init; } = TimeSpan.FromSeconds(10);

    public LossVerb Decide(in LossSnapshot snapshot)
    {
        if (snapshot.LostFor >= Lasting && (snapshot.SinceWished is not { } wished || wished >= BetweenWishes))
            return LossVerb.WishLower;
        if (!snapshot.IsDamaged)
            return LossVerb.None;
        if (snapshot.UntilKey is { } untilKey && untilKey <= Near)
            return LossVerb.HoldPicture;
        bool asks = snapshot.MayAsk && (snapshot.SinceAsked is not { } asked || asked >= BetweenRequests);
        return asks ? LossVerb.AskForKeyPicture : LossVerb.Conceal;
    }
}
