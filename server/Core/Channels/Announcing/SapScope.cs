using System.Net;

namespace Streaming.Server.Channels.Announcing;

/// <summary>Where sessions of a group are announced: to whom can hear it, and no further. RFC 2974 §3.</summary>
public static class SapScope
{
    public const int Port = 9875;

    private static readonly IPAddress Global = new([224, 2, 127, 254]);
    private static readonly IPAddress Link = new([224, 0, 0, 255]);

    /// <summary>239.255.0.0/16, and what RFC 2365 §6.1 keeps for it to grow into.</summary>
    private static readonly IPAddress Local = new([239, 255, 255, 255]);

    /// <summary>239.192.0.0/14, and what RFC 2365 §6.2 keeps for it to grow into: the three quarters of 239/8 below it.</summary>
    private static readonly IPAddress Organisation = new([239, 195, 255, 255]);

    /// <summary>The highest address of the scope zone; of all else of IPv4 the global one; of IPv6 ff0X::2:7ffe, X being the
    /// scope.</summary>
    public static IPEndPoint Of(IPAddress group)
    {
        byte[] bytes = group.GetAddressBytes();
        if (bytes.Length == 16)
            return new(new IPAddress([0xff, (byte)(bytes[1] & 0x0f), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x7f, 0xfe]), Port);
        IPAddress address = bytes switch
        {
            [239, >= 253, ..] => Local,
            [239, ..] => Organisation,
            [224, 0, 0, _] => Link,
            _ => Global,
        };
        return new(address, Port);
    }
}
