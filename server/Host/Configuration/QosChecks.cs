using Streaming.Qos.Admission;
using Streaming.Qos.Booking;

namespace Streaming.Server.Host.Configuration;

/// <summary>What may be wrong with links, subnets and profiles though each of them is well written.</summary>
internal static class QosChecks
{
    private const string LinksKey = "qos.links", SubnetsKey = "qos.subnets";

    /// <summary>The names that other resources go by where one is short.</summary>
    private static readonly string[] Taken =
        [Resource.Delay.Name, Resource.Packets.Name, Resource.Memory.Name, Resource.Disk.Name];

    /// <summary>Between the lists, whatever their order and wherever they come from.</summary>
    /// <param name="settings">The last one of each key.</param>
    public static IEnumerable<ConfigurationMistake> Network(QosSection qos, IReadOnlyDictionary<string, Setting> settings)
    {
        foreach ((int index, LinkSettings link) in qos.Links.Index())
        {
            if (Taken.Contains(link.Name))
                yield return Mistake(LinksKey, index, $"a link cannot be called '{link.Name}': so is a limit that is none");
        }

        Topology.TryBuild(qos.Links, qos.Subnets, out _, out IReadOnlyList<TopologyError> errors);
        foreach (TopologyError error in errors)
        {
            // The last one of a name: where two are alike, it is the second that should not be there.
            int link = Last(qos.Links, one => one.Name == error.Subject), subnet = Last(qos.Subnets, one => one.Subnet == error.Subject);
            yield return subnet >= 0 ? Mistake(SubnetsKey, subnet, error.Text) : Mistake(LinksKey, link, error.Text);
        }

        ConfigurationMistake Mistake(string key, int entry, string text) => settings[key].Mistake(entry, $"{text} ('{key}')");
    }

    public static IEnumerable<(int Entry, string Problem)> Profiles(IReadOnlyList<BookingProfile> profiles)
    {
        foreach ((int index, BookingProfile profile) in profiles.Index())
        {
            if (Last(profiles, one => one.Name == profile.Name) > index)
                yield return (index, $"there are two profiles called '{profile.Name}'");
        }
    }

    private static int Last<T>(IReadOnlyList<T> list, Predicate<T> which)
    {
        int index = list.Count - 1;
        while (index >= 0 && !which(list[index]))
            index--;
        return index;
    }
}
