namespace Streaming.Qos.FlowSpecs;

/// <summary>Numbers of the receiver's parameters in <see cref="FlowSpecWire"/>, from the range that a service defines for itself.</summary>
internal enum ReceiverParameter : byte
{
    MaxRate = 130,
    Delay = 131,
    Jitter = 132,
    Loss = 133,
    LossBurst = 134,
    Buffer = 135,
    Memory = 136,
    Priority = 137,
    Accept = 138,
    Booking = 139,
}
