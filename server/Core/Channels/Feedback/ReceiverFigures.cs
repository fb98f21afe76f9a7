using Streaming.Server.Channels.Members;

namespace Streaming.Server.Channels.Feedback;

/// <summary>One member as it reports itself.</summary>
/// <param name="Member">Who.</param>
/// <param name="Lanes">What of each lane it has joined.</param>
/// <param name="IsBursting">Whether it is still being sent what the group got before it.</param>
public sealed record ReceiverFigures(ChannelMember Member, IReadOnlyList<ReceiverLane> Lanes, bool IsBursting);
