using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>Who takes part in a channel, and what each of them is sent alone: packets again, and the burst that it begins with.</summary>
/// <remarks>Belongs to whoever sends the channel: everything but <see cref="Count"/> is called there.</remarks>
public sealed class ChannelMembers
{
    private readonly SendSession _sending;

    /// <param name="sending">The lanes, all of them: of each is remembered from now on what a newcomer needs.</param>
    public ChannelMembers(SendSession sending, GroupSettings settings) => (_sending, Settings) = (sending, settings);

    public GroupSettings Settings { get; }

    /// <summary>May be read from any thread.</summary>
    public int Count => _sending.Streams.Count;

    /// <summary>When <see cref="Emit"/> has something to do next.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>A lane is joined; with its first lane a member joins the channel.</summary>
    /// <returns>False where the channel has <see cref="GroupSettings.MostMembers"/> already.</returns>
    public bool Join(MemberLane lane, Instant now) => throw new NotImplementedException();

    /// <summary>A lane is left; with its last lane a member leaves the channel. What was still to be sent to it alone is given up.</summary>
    public void Leave(MemberLane lane) => throw new NotImplementedException();

    /// <summary>A member leaves all lanes.</summary>
    public void Leave(ChannelMember member) => throw new NotImplementedException();

    /// <summary>A member plays: lanes of its own that have not begun yet begin at the common presentation point, with a burst of what the
    /// group was sent before.</summary>
    /// <param name="terms">How fast the burst is; null: there is none, and lanes begin with their next packet.</param>
    /// <returns>That point, and of each lane of the member the number of the first packet it gets and the stamp of the point.</returns>
    public PlayPoint Play(ChannelMember member, BurstTerms? terms, Instant now) => throw new NotImplementedException();

    /// <summary>Sends what members have asked for and may have now.</summary>
    public void Emit(Instant now, IPacketSink sink) => throw new NotImplementedException();
}
