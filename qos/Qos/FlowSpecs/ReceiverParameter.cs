namespace Streaming.Qos.FlowSpecs;

/// <summary>Numbers of the receiver's parameters in <see cref="FlowSpecWire"/>, from the range that a service defines for itself; clear
/// of 130, RSPEC, and of what else guaranteed service numbers there.</summary>
internal enum ReceiverParameter : byte
{
    MaxRate = 160,
    Delay = 161,
    Jitter = 162,
    Loss = 163,
    LossBurst = 164,
    Buffer = 165,
    Memory = 166,
    Priority = 167,
    Accept = 168,
    Booking = 169,

    /// <summary>One for each stream: 32 bits of track, 8 each of columns and rows, 15 of nothing, 1 for whether rows have parity.</summary>
    Protection = 170,
    Resend = 171,
}
