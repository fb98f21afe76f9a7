using Streaming.Emulation.Links;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>Whether equal sessions of a situation have equal courses, as far as can be told before it is played.</summary>
/// <remarks>
/// They have where nothing that one session does is felt by another: every link that is shared is cut into slots (see
/// <see cref="QueueDiscipline.Slots"/>: as long as no slot is full, a packet's fate is a function of its own time) or carries anything; no
/// link leaves anything to chance or changes; nothing happens to everybody; nobody else is on the links. Whether no slot is full, and
/// everybody gets what he would get alone, is seen afterwards.
/// </remarks>
internal static class CourseRule
{
    /// <summary>The grain of arrivals, which slots must divide: then a slot of one session is a slot of every other.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(100);

    /// <returns>Why it must be played packet by packet; null: it need not.</returns>
    public static string? WhyNot(Situation situation)
    {
        if (situation.Events.Count > 0 || situation.Traffic.Count > 0 || situation.Channels.Count > 0)
            return "there are events, other traffic or channels";
        if (situation.Audiences.Any(audience => audience.Steps.Any(step => step.Act is ViewerAct.Vanish)))
            return "somebody vanishes";
        return situation.Links.FirstOrDefault(link => !IsStill(link)) is { } link
            ? $"what is on {link.Name} may be felt by others there, or be left to chance"
            : null;
    }

    private static bool IsStill(LinkTerms link)
    {
        LinkProfile profile = link.Profile;
        bool isSure = link.Changes.Count == 0 && !profile.IsDown && profile.Jitter is null && profile.Loss is null
            && profile.Reorder == Ratio.Zero && profile.Duplicate == Ratio.Zero && profile.Corrupt == Ratio.Zero;
        bool isSlotted = profile.Discipline == QueueDiscipline.Slots && profile.Slot > TimeSpan.Zero
            && Grain.Ticks % profile.Slot.Ticks == 0;
        return isSure && (link.IsEach || profile.Rate is null || isSlotted);
    }
}
