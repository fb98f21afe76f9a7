namespace Streaming.Player.Playout;

/// <summary>What a decision about lost pictures depends on.</summary>
/// <param name="IsDamaged">Something was lost since the last whole key picture.</param>
/// <param name="UntilKey">When the next key picture is expected; null where that is not known.</param>
/// <param name="MayAsk">The sender knows the request for a key picture.</param>
/// <param name="SinceAsked">How long ago one was asked for; null: never.</param>
/// <param name="LostFor">For how long losses have been harmful.</param>
/// <param name="SinceWished">How long ago less was wished for; null: never.</param>
public readonly record struct LossSnapshot(
    bool IsDamaged, TimeSpan? UntilKey, bool MayAsk, TimeSpan? SinceAsked, TimeSpan LostFor, TimeSpan? SinceWished);
