namespace Streaming.Player.Sessions;

/// <summary>One sound taking the place of another, while that is under way.</summary>
/// <param name="To">What is set up.</param>
/// <param name="From">What is torn down then; null where there was no sound.</param>
internal sealed record AudioSwitch(OfferedTrack To, OfferedTrack? From)
{
    /// <summary>The server has agreed; what remains is to play.</summary>
    public bool IsSetUp { get; init; }
}
