namespace Streaming.Lab.Records;

/// <summary>All viewers of one kind together.</summary>
public sealed record AudienceRecord
{
    public required string Name { get; init; }

    public int Arrived { get; init; }

    public int Refused { get; init; }

    /// <summary>Sessions that ended badly.</summary>
    public int Failed { get; init; }

    /// <summary>Sessions whose contracts were all kept, and such as had any.</summary>
    public int Kept { get; init; }

    public int Promised { get; init; }

    public int Stalls { get; init; }

    public double StalledMs { get; init; }

    /// <summary>Packets of media, as a session counts them.</summary>
    public long Sent { get; init; }

    public long Lost { get; init; }

    public long LostAfterRepair { get; init; }

    public long Late { get; init; }

    /// <summary>To another level, by the server's own cause.</summary>
    public int Moves { get; init; }

    public DistributionRecord? StartupMs { get; init; }

    public DistributionRecord? DelayMs { get; init; }

    /// <summary>Of the sizes: how far sound and picture were apart, in either direction.</summary>
    public DistributionRecord? SkewMs { get; init; }

    public DistributionRecord? BufferMs { get; init; }

    /// <summary>By the arrival of the first of each.</summary>
    public static IReadOnlyList<AudienceRecord> All(IReadOnlyList<SessionRecord> sessions) =>
        [.. sessions.GroupBy(session => session.Audience).Select(group => Of(group.Key, [.. group]))];

    private static AudienceRecord Of(string name, List<SessionRecord> sessions)
    {
        Distribution startups = new();
        foreach (double startup in sessions.Select(session => session.StartupMs).OfType<double>())
            startups.Add(TimeSpan.FromMilliseconds(startup));
        return new()
        {
            Name = name,
            Arrived = sessions.Count,
            Refused = sessions.Count(session => session.Outcome == "refused"),
            Failed = sessions.Count(session => session.Outcome == "failed"),
            Kept = sessions.Count(session => session.IsKept == true),
            Promised = sessions.Count(session => session.IsKept is not null),
            Stalls = sessions.Sum(session => session.Stalls),
            StalledMs = sessions.Sum(session => session.StalledMs),
            Sent = sessions.Sum(session => session.Sent),
            Lost = sessions.Sum(session => session.Lost),
            LostAfterRepair = sessions.Sum(session => session.LostAfterRepair),
            Late = sessions.Sum(session => session.Late),
            Moves = sessions.Sum(session => session.Moves),
            StartupMs = startups.Summary(),
            DelayMs = Distribution.Together(sessions.Select(session => session.Delays)).Summary(),
            SkewMs = Distribution.Together(sessions.Select(session => session.Skews)).Sizes().Summary(),
            BufferMs = Distribution.Together(sessions.Select(session => session.Buffers)).Summary(),
        };
    }
}
