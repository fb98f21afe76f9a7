namespace Streaming.Player.Playout;

/// <summary>What the jitter buffer's decision depends on.</summary>
/// <param name="Current">What it does now.</param>
/// <param name="Target">What shall be held.</param>
/// <param name="Ordinary">What would be held, had nothing been out of the ordinary lately; no more than the target.</param>
/// <param name="Level">How long a packet waits that comes as early as any: how far the clock lies behind the network.</param>
/// <param name="Held">How long it can go on without another packet; negative where it has gone on already, null while nobody
/// can tell.</param>
/// <param name="MayStart">What is shown first is here.</param>
/// <param name="Waited">Since the first packet.</param>
/// <param name="IsLast">Nothing more comes, or nothing more is needed.</param>
/// <param name="Hole">How long nothing can be played from here, though more is held behind.</param>
/// <param name="IsScattered">Samples come out of their order, and the first of them all at once: what is held at the start says nothing of
/// what follows.</param>
internal readonly record struct JitterSnapshot(
    PlayoutVerb Current, TimeSpan Target, TimeSpan Ordinary, TimeSpan Level, TimeSpan? Held, bool MayStart, TimeSpan Waited, bool IsLast,
    TimeSpan Hole, bool IsScattered = false);
