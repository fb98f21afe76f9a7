using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>What a session's course depends on where nobody is felt by anybody: two of one key live through the same.</summary>
/// <param name="Audience">How long it watches is part of it.</param>
/// <param name="Seed">Its role's.</param>
/// <param name="Phase">Of its coming, against the half seconds in which a server looks after its sessions, and in which all clocks of media
/// and of the day are whole.</param>
internal sealed record CourseKey(Audience Audience, ulong Seed, TimeSpan Phase)
{
    /// <summary>The least common time of the server's looking around, of RTP's clocks and of the fractions of NTP's seconds.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    public static CourseKey Of(CastMember member) => new(member.Audience, member.Seed, new(member.Arrives.Ticks % Period.Ticks));
}
