namespace Streaming.Player.Channels;

/// <summary>What came over the link in one stretch of time, all lanes together: what the choice of a lane depends on.</summary>
/// <param name="Length">100 ms to 1 s.</param>
/// <param name="Expected">Packets of media that came or were lost.</param>
/// <param name="Lost">Of those, what the network did not bring, repaired or not.</param>
/// <param name="Missed">Of those, what the decoder had to do without.</param>
/// <param name="Received">By the IP packet, repair and all.</param>
/// <param name="Queueing">How much later than the earliest the least delayed packet came: what every packet waited for somewhere.</param>
public readonly record struct LayerWindow(
    TimeSpan Length, int Expected, int Lost, int Missed, ByteCount Received, TimeSpan Queueing);
