using Streaming.Emulation.Links;
using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Scenarios.Checks;

/// <summary>What may be wrong with links though each key of them is well written.</summary>
internal static class LinkChecks
{
    /// <summary>The largest packet that passes an Ethernet, in bits: what waits for a slot must fit into one.</summary>
    private static readonly ByteCount LargestPacket = new(1_500);

    public static void Check(IReadOnlyList<LinkTerms> links, Place place)
    {
        foreach (LinkTerms link in links)
        {
            Place here = place.In(link.Name);
            CheckProfile(link.Profile, here);
            if (link.IsDeclared && link.Profile.Rate is null)
                here.In("declared").Complain("a link that is declared needs a rate: give 'rate: 20Mb/s'");
            if (link.Via is { } via && links.Any(other => other.Name == via && other.IsEach))
                here.In("via").Complain($"everybody has a '{via}' of his own: only viewers lie behind it");
        }
    }

    /// <summary>Also of what becomes of a link.</summary>
    public static void CheckProfile(LinkProfile profile, Place place)
    {
        if (profile.Discipline != QueueDiscipline.Slots)
            return;
        if (profile.Rate is not { } rate)
            place.Complain("slots hold what the rate brings in their time: give 'rate: 20Mb/s'");
        else if (rate * profile.Slot < LargestPacket)
            place.Complain($"a slot of {DurationText.Format(profile.Slot)} at {RateText.Format(rate)} holds {(rate * profile.Slot).Bytes} "
                + $"bytes, no packet of {LargestPacket.Bytes}: make 'slot' or 'rate' larger");
    }
}
