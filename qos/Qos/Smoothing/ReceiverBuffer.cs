namespace Streaming.Qos.Smoothing;

/// <summary>What a receiver can hold, and how long it waits before it begins to show.</summary>
/// <param name="StartUp">From the first byte sent to the first shown; longer than zero.</param>
/// <param name="Time">Nothing comes earlier than this before it is shown; null: as early as the bytes allow.</param>
/// <param name="Bytes">The most it holds; null: without limit.</param>
public readonly record struct ReceiverBuffer(TimeSpan StartUp, TimeSpan? Time = null, ByteCount? Bytes = null)
{
    /// <summary>It waits until its buffer would be full: nothing leaves before it is due, nor later than one buffer after.</summary>
    public static ReceiverBuffer Of(TimeSpan time) => new(time, time);
}
