using System.Buffers.Binary;
using System.Net;

namespace Streaming.Server.Channels;

/// <summary>Which lane goes to which group: one address and one pair of ports for each stream, since a host hands what comes for any group
/// that it has joined to every socket on that port.</summary>
/// <remarks>
/// Lane k: address + 2k, port + 4k; its parity: address + 2k + 1, port + 4k + 2. Behind the last lane there is room for the transport
/// stream, which has its three pairs of ports at one address: see <see cref="TransportStream"/>.
/// </remarks>
public static class GroupPlan
{
    /// <summary>Two video lanes of everybody's ladder would be four; sixteen are eight renditions and eight languages.</summary>
    public const int MostLanes = 16;

    /// <summary>Where a lane goes.</summary>
    /// <param name="lane">0 for the first.</param>
    public static GroupAddress Media(ChannelGroup group, int lane) => At(group, 2 * lane);

    /// <summary>Where its parity goes.</summary>
    public static GroupAddress Parity(ChannelGroup group, int lane) => At(group, (2 * lane) + 1);

    /// <summary>Where the transport stream goes when nothing else is said: its parity has the same address and the next two pairs of
    /// ports. SMPTE 2022-1.</summary>
    public static GroupAddress TransportStream(ChannelGroup group) => At(group, 2 * MostLanes);

    /// <summary>What is wrong with it, for any number of lanes.</summary>
    public static IReadOnlyList<ChannelMistake> Check(ChannelGroup group)
    {
        List<ChannelMistake> mistakes = [];
        if (!IsMulticast(group.Address))
        {
            mistakes.Add(new(ChannelFault.NotMulticast, "group.address", $"{group.Address} is no multicast address: take one of "
                + "239.0.0.0 to 239.255.255.255, or ff15::1 and on"));
        }
        else
        {
            CheckSource(group, mistakes);
            if (!HasRoom(group.Address))
            {
                mistakes.Add(new(ChannelFault.Overflow, "group.address", $"the {2 * MostLanes} addresses behind {group.Address} are not of "
                    + "the same kind: begin earlier"));
            }
        }

        if (group.Port % 2 != 0)
            mistakes.Add(new(ChannelFault.OddPort, "group.port", $"{group.Port} is odd; media go to even ports, reports to the next"));
        if (group.Port is < 1_024 or > 65_536 - (4 * (MostLanes + 2)))
        {
            mistakes.Add(new(ChannelFault.Overflow, "group.port", $"{group.Port} is not within 1024 and "
                + $"{65_536 - (4 * (MostLanes + 2))}: each lane has four ports"));
        }

        if (group.TimeToLive == 0)
            mistakes.Add(new(ChannelFault.TimeToLive, "group.ttl", "a packet that may pass nowhere: write 1 to 255"));
        return mistakes;
    }

    /// <summary>Whether it is for a group. RFC 1112 §4, RFC 4291 §2.7.</summary>
    public static bool IsMulticast(IPAddress address) =>
        address.IsIPv6Multicast || address.GetAddressBytes() is [>= 224 and <= 239, _, _, _];

    /// <summary>Whether it may only be joined for a source: 232/8, ff3x::/32. RFC 4607 §1.</summary>
    public static bool IsSourceSpecific(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? bytes[0] == 232 : bytes is [0xff, var flags, 0, 0, ..] && (flags & 0xf0) == 0x30;
    }

    private static GroupAddress At(ChannelGroup group, int place) => new(Further(group.Address, place), group.Port + (2 * place));

    /// <summary>The address so many further: of IPv6, the group's number of 32 bits counts. RFC 4291 §2.7, RFC 3307 §4.</summary>
    private static IPAddress Further(IPAddress address, int count)
    {
        byte[] bytes = address.GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan()[^4..], unchecked(NumberOf(address) + (uint)count));
        return bytes.Length == 4 ? new(bytes) : new(bytes, address.ScopeId);
    }

    private static bool HasRoom(IPAddress address)
    {
        IPAddress last = Further(address, 2 * MostLanes);
        return IsMulticast(last) && IsSourceSpecific(last) == IsSourceSpecific(address) && NumberOf(last) > NumberOf(address);
    }

    private static uint NumberOf(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes().AsSpan()[^4..]);

    private static void CheckSource(ChannelGroup group, List<ChannelMistake> mistakes)
    {
        bool isRange = IsSourceSpecific(group.Address);
        if (group.Source is { } source && source.AddressFamily != group.Address.AddressFamily)
        {
            mistakes.Add(new(ChannelFault.SourceRange, "group.source", $"{source} and {group.Address} are of different families"));
        }
        else if (group.IsSourceSpecific && !isRange)
        {
            mistakes.Add(new(ChannelFault.SourceRange, "group.address", $"{group.Address} is for any source: source-specific groups are "
                + "232.0.1.0 to 232.255.255.255, and ff35::8000:1 and on (RFC 4607)"));
        }
        else if (!group.IsSourceSpecific && isRange)
        {
            mistakes.Add(new(ChannelFault.SourceRange, "group.source", $"{group.Address} is source-specific: say from which address "
                + "of this server it comes, or take a group of 239.0.0.0/8 or ff15::/16"));
        }
    }
}
