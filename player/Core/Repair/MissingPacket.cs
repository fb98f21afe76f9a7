using Streaming.Formats.Rtp;

namespace Streaming.Player.Repair;

/// <summary>A packet that has not come though one behind it has.</summary>
/// <param name="Index">Which.</param>
/// <param name="Time">The place of the packet behind it, in clock units: it is needed no later than that one.</param>
/// <param name="Since">When that one came.</param>
internal record struct MissingPacket(PacketIndex Index, long Time, Instant Since)
{
    /// <summary>How often it was asked for.</summary>
    public int Asked { get; set; }

    /// <summary>When, the last time.</summary>
    public Instant AskedAt { get; set; }

    /// <summary>Whoever waited for it has gone on: it is remembered only to tell late repair from what nobody asked for.</summary>
    public bool IsGivenUp { get; set; }
}
