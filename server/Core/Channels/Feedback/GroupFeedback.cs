using System.Net;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Feedback;

/// <summary>What the members of a channel report, and what they are told in turn: how many they are (RFC 5760), when to present (RFC 7272),
/// and how far away they are (RFC 3611 §4.5).</summary>
/// <remarks>Reports are taken from any thread and looked at by whoever sends the channel, to whom the rest belongs.</remarks>
public sealed class GroupFeedback
{
    private readonly ChannelMembers _members;

    /// <param name="sending">What the members are sent; from now on its reports say how many they are and when to present.</param>
    public GroupFeedback(SendSession sending, ChannelMembers members) => _members = members;

    /// <summary>When <see cref="Emit"/> has something to do next.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>How long after a position is due to leave it is to be presented, as members are told now. May be read from any
    /// thread.</summary>
    public TimeSpan Delay => _members.Settings.Delay;

    /// <summary>Takes RTCP that has come from an end point. May be called from any thread.</summary>
    /// <remarks>Whether it is a member's is found out later, and counted; see <see cref="ChannelFigures.Strangers"/>.</remarks>
    public void AcceptRtcp(ReadOnlySpan<byte> compound, IPEndPoint from, Instant now) => throw new NotImplementedException();

    /// <summary>As the other, for what has come over a member's connection.</summary>
    public void AcceptRtcp(ReadOnlySpan<byte> compound, ChannelMember member, Instant now) => throw new NotImplementedException();

    /// <summary>Looks at what has come, answers it, and takes stock.</summary>
    public void Emit(Instant now, IPacketSink sink) => throw new NotImplementedException();

    /// <summary>The last stock taken, a second old at most. May be called from any thread.</summary>
    public ChannelFigures Snapshot() => throw new NotImplementedException();

    /// <summary>Some of the members, in no particular order, one by one. Called by whoever sends the channel.</summary>
    public IReadOnlyList<ReceiverFigures> Receivers(int first, int count, Instant now) => throw new NotImplementedException();
}
