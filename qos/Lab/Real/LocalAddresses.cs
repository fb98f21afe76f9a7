using System.Net;

namespace Streaming.Lab.Real;

/// <summary>Addresses of this machine for the viewers of a run, one each: 127.1.0.1, 127.1.0.2, … The server tells who is behind which
/// link by them.</summary>
internal static class LocalAddresses
{
    /// <param name="number">Of the viewer, below <see cref="RealTerms.MostViewers"/>.</param>
    public static IPAddress Of(int number) => new([127, 1, (byte)((number + 1) >> 8), (byte)(number + 1)]);

    /// <summary>−1: nobody has it.</summary>
    public static int NumberOf(IPAddress address)
    {
        ReadOnlySpan<byte> bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return bytes is [127, 1, var high, var low] ? (high << 8) + low - 1 : -1;
    }
}
