using System.Net;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>What the core may know of the connection a request came over.</summary>
/// <param name="Id">Unique in the life of the process.</param>
/// <param name="Remote">Who asks: the only address media is ever sent to.</param>
/// <param name="Local">The address the client reached us at.</param>
/// <param name="Media">Where interleaved media goes.</param>
public sealed record ConnectionFacts(long Id, IPEndPoint Remote, IPEndPoint Local, IInterleavedQueue Media)
{
    /// <summary>IPv4 as such, also where the socket that accepted it speaks IPv6.</summary>
    public IPAddress Client => Unmapped(Remote.Address);

    public static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
