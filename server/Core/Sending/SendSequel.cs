namespace Streaming.Server.Sending;

/// <summary>What the streams of a session send behind what they send now: the next film on the same time stamps.</summary>
/// <remarks>
/// A sample presented at position p has the stamp of <paramref name="Zero"/> + p, to the unit, and leaves by its decode time or its plan on
/// the same line. Sound that is decoded for the sake of what follows it, ahead of zero, is sent as far as what was before has left room.
/// </remarks>
/// <param name="Zero">Where its position zero lies: time since the session was created. Not before all that went before is over.</param>
/// <param name="Start">The position at which it begins; pictures at the key picture at or before it.</param>
/// <param name="Streams">What each stream sends; those that are not named are silent.</param>
public sealed record SendSequel(TimeSpan Zero, MediaTime Start, IReadOnlyList<StreamChange> Streams)
{
    internal StreamSequel Of(SendStream stream, PlayClock clock) =>
        new(Streams.FirstOrDefault(change => change.Stream == stream)?.Source, clock, Zero, Start);
}
