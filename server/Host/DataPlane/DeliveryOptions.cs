using System.Net;

namespace Streaming.Server.Host.DataPlane;

/// <summary>How media leaves this machine.</summary>
public sealed record DeliveryOptions
{
    /// <summary>The address to send from; any of IPv6 stands for all of both families where the machine has IPv6.</summary>
    public IPAddress Address { get; init; } = IPAddress.IPv6Any;

    /// <summary>The even port of media, reports use the next one; 0 takes any free pair.</summary>
    public int RtpPort { get; init; } = 8000;

    /// <summary>Threads that send; 0: one for each processor.</summary>
    public int Loops { get; init; }

    /// <summary>Do without Linux' batched system calls even where they are there.</summary>
    public bool ForcePortable { get; init; }

    /// <summary>Let the kernel cut equal packets of one stream (UDP_SEGMENT) where it can.</summary>
    public bool Segmentation { get; init; } = true;
}
