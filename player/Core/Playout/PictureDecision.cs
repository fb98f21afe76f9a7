namespace Streaming.Player.Playout;

/// <summary>What the screen shows from now on.</summary>
/// <param name="Picture">Still the queue's; null where there has been none.</param>
/// <param name="Position">Its own, on the segment's axis.</param>
public readonly record struct PictureDecision<TPicture>(PictureVerb Verb, TPicture? Picture, MediaTime Position)
    where TPicture : class;
