namespace Streaming.Player.Sound;

/// <summary>What the sound path knows of itself. Counts are since it was made.</summary>
/// <param name="State">What the loudspeaker gets.</param>
/// <param name="Error">How far the clock is ahead of what is heard, in time of the film; zero in silence.</param>
/// <param name="Ratio">Frames of the film that become one frame for the device, by resampling alone: 0.997 … 1.003.</param>
/// <param name="DeviceSkew">How much faster than ours the device's clock runs, in millionths, as far as it is known.</param>
/// <param name="Held">What is decoded and not yet heard.</param>
/// <param name="Underruns">How often nothing was there for the device in time.</param>
/// <param name="Concealed">How much was made up where sound was missing.</param>
/// <param name="Splices">Places where a stretch of matching shape was left out or repeated to follow a pace: hardly audible.</param>
/// <param name="Adjustments">Audible ones: steps after a jump or a stall of the clock or the device, not counting starts and seeks.</param>
/// <param name="LateFrames">Decoded after they should have been heard.</param>
/// <param name="DroppedFrames">Offered while there was no room, or before the film's beginning.</param>
public readonly record struct SoundReport(
    SoundState State,
    TimeSpan Error,
    double Ratio,
    double DeviceSkew,
    TimeSpan Held,
    long Underruns,
    TimeSpan Concealed,
    long Splices,
    long Adjustments,
    long LateFrames,
    long DroppedFrames);
