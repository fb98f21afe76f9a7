using Streaming.Formats.Rtp;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>A lane that a member has joined: how its packets reach it, and what it alone is sent of it.</summary>
public sealed class MemberLane
{
    /// <param name="stream">The lane.</param>
    /// <param name="transport">How its packets come: by the group, or to this member by itself.</param>
    /// <param name="own">Where resends, the burst and answers to its reports go; the same as <paramref name="transport"/> for whoever does
    /// not listen to the group; null: it has named no ports, and gets none.</param>
    /// <param name="resendType">Payload type of what is sent again.</param>
    /// <param name="resends">Its source and numbers, of this member alone.</param>
    public MemberLane(
        ChannelMember member,
        SendStream stream,
        StreamTransport transport,
        StreamTransport? own,
        byte resendType,
        StreamIdentity resends)
    {
        (Member, Stream, Transport) = (member, stream, transport);
        Own = own is null ? null : new(stream, resendType, resends, own);
    }

    public ChannelMember Member { get; }

    public SendStream Stream { get; }

    public StreamTransport Transport { get; }

    /// <summary>What it alone is sent: its packets again (RFC 4588), the burst among them, and answers to its reports; null:
    /// nothing.</summary>
    public RepairStream? Own { get; }

    /// <summary>What it was sent by itself, and what it was refused. May be read from any thread.</summary>
    public RepairFigures Repair => Log?.Figures ?? default;

    /// <summary>Of those that have left, reports may still be on their way.</summary>
    internal bool IsJoined { get; set; }

    /// <summary>What it was sent again; null: it cannot ask, or has not joined.</summary>
    internal ResendLog? Log { get; set; }

    /// <summary>What it reports.</summary>
    internal LaneReception Reception { get; } = new();

    /// <summary>When it began to play; null: it has not.</summary>
    internal Instant? Begun { get; set; }
}
