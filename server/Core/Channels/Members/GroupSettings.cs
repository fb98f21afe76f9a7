namespace Streaming.Server.Channels.Members;

/// <summary>What a channel allows its members, and how far behind the sender they present.</summary>
public sealed record GroupSettings
{
    /// <summary>Members at once, at most; see <see cref="ChannelMember"/> for what they take.</summary>
    public const int MostMembers = 100_000;

    /// <summary>What one member is sent again at most, of the rate of the lanes that it has joined.</summary>
    public Ratio ResendEach { get; init; } = Ratio.Percent(25);

    /// <summary>What all of them are sent again at most, of the rate of all lanes; bursts without a contract of their own
    /// included.</summary>
    public Ratio ResendInAll { get; init; } = Ratio.Percent(100);

    /// <summary>How long after a position of the channel is due to leave all members present it.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>As far as the delay is raised where members report that they need more.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(3);
}
