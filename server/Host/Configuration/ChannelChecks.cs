using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Streaming.Formats.Media;
using Streaming.Server.Channels;

namespace Streaming.Server.Host.Configuration;

/// <summary>What may be wrong with channels though each value is well written, wherever they are declared.</summary>
/// <remarks>Titles are not asked for: films are imported while the server runs, and their channels wait for them.</remarks>
internal static class ChannelChecks
{
    /// <summary>Lanes, their parity, and the transport stream.</summary>
    private const int Room = (2 * GroupPlan.MostLanes) + 1;

    /// <param name="settings">The last one of each path.</param>
    public static IEnumerable<ConfigurationMistake> All(ServerOptions options, IReadOnlyDictionary<string, Setting> settings)
    {
        foreach ((int index, ChannelSection channel) in options.Channels.Index())
        {
            string place = $"{ChannelKeys.Section}.{channel.Name}";
            foreach (ChannelFlaw flaw in Flaws(channel, options.Channels.Take(index)))
                yield return Where($"{place}.{flaw.Key}", place).Mistake(flaw.Entry, $"{flaw.Text} ('{place}')");
            if (index == options.Limits.Channels)
                yield return Where(place, place).Mistake($"more than {index} channels: 'limits.channels' says how many there may be");
        }

        Setting Where(string path, string place) => settings.GetValueOrDefault(path) ?? settings.GetValueOrDefault(place)
            ?? settings.First(pair => pair.Key.StartsWith(place, StringComparison.Ordinal)).Value;
    }

    /// <summary>All of them for one channel.</summary>
    /// <param name="others">Those that were there before: their groups are taken.</param>
    public static IEnumerable<ChannelFlaw> Flaws(ChannelSection channel, IEnumerable<ChannelSection> others)
    {
        if (!Slug.IsSlug(channel.Name))
            yield return new("", $"'{channel.Name}' cannot stand in an address: write '{Slug.From(channel.Name)}'");
        if (channel.Play.Count == 0 && channel.Schedule.Count == 0)
            yield return new("", "it plays nothing: 'play: [TITLE, TITLE]' gives it a list, 'schedule:' times");
        if (channel.Play.Count > 0 && channel.Schedule.Count > 0)
            yield return new("schedule", "it has a list and a schedule: 'play' or 'schedule', not both");
        foreach ((int index, ScheduledTitle one) in channel.Schedule.Index())
        {
            if (channel.Schedule.Take(index).FirstOrDefault(before => before.Start == one.Start) is not { } same)
                continue;
            string time = ChannelKinds.Start.Format(one.Start);
            yield return new("schedule", $"'{same.Title}' and '{one.Title}' begin at the same time, {time}", index);
        }

        if (channel.Group is null)
        {
            yield return new("", "it has no group: 'group: 239.255.10.0' gives it one");
            yield break;
        }

        if (UnknownInterface(channel) is { } unknown)
            yield return unknown;
        if (channel.Source is { } source && !Addresses().Contains(source))
            yield return new("source", $"this machine has no address {source}; it has {string.Join(", ", Addresses())}");
        foreach (ChannelMistake mistake in OptionMapping.Channel(channel).Check().Where(one => one.Fault != ChannelFault.Name))
            yield return Translated(mistake);
        foreach (ChannelSection other in others)
        {
            if (Overlap(channel, other) is { } shared)
            {
                yield return new("group", $"{shared} is of channel '{other.Name}' as well: "
                    + $"keep {Room} addresses free for each, one for every stream there may be");
            }
        }
    }

    /// <summary>In the words of the file.</summary>
    private static ChannelFlaw Translated(ChannelMistake mistake)
    {
        string key = mistake.Where switch
        {
            "group.address" => "group",
            "group.port" => "port",
            "group.ttl" => "ttl",
            "group.source" => "source",
            "group.interface" => "interface",
            string where => where.Split('[')[0],
        };
        string number = mistake.Where.Split('[', ']') is [_, var inside, ..] ? inside : "";
        return new(key, mistake.Sentence, int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int entry) ? entry : 0);
    }

    private static ChannelFlaw? UnknownInterface(ChannelSection channel)
    {
        if (channel.Interface.Length == 0)
            return null;
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        bool isKnown = IPAddress.TryParse(channel.Interface, out IPAddress? address)
            ? Addresses().Contains(address)
            : all.Any(one => one.Name == channel.Interface);
        string names = string.Join(", ", all.Select(one => one.Name));
        return isKnown ? null : new("interface", $"this machine has no interface '{channel.Interface}'; it has {names}");
    }

    private static IEnumerable<IPAddress> Addresses() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address);

    /// <summary>A group of both; null where there is none. Source-specific groups are those of their source. RFC 4607 §1.</summary>
    private static IPAddress? Overlap(ChannelSection channel, ChannelSection other) =>
        Equals(channel.Source, other.Source) ? Groups(channel).Intersect(Groups(other)).FirstOrDefault() : null;

    /// <summary>All that it may come to take: how many lanes it has is known when its first title is.</summary>
    private static IEnumerable<IPAddress> Groups(ChannelSection channel)
    {
        if (channel.Group is null)
            return [];
        ChannelGroup group = OptionMapping.Channel(channel).Group;
        IEnumerable<IPAddress> lanes = channel.Format.HasFlag(ChannelFormat.Lanes)
            ? Enumerable.Range(0, GroupPlan.MostLanes).SelectMany<int, IPAddress>(lane =>
                [GroupPlan.Media(group, lane).Address, GroupPlan.Parity(group, lane).Address])
            : [];
        return channel.Format.HasFlag(ChannelFormat.TransportStream)
            ? lanes.Append(channel.TransportStream?.Address ?? GroupPlan.TransportStream(group).Address)
            : lanes;
    }
}
