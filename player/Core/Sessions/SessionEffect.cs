using Streaming.Formats.Rtsp;
using Streaming.Player.Contracts;
using Streaming.Player.Playout;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Sessions;

/// <summary>What a client session wants done, in this order.</summary>
public abstract record SessionEffect
{
    private SessionEffect()
    {
    }

    public sealed record Send(RtspRequest Request) : SessionEffect;

    /// <summary>An answer to a request of the server's.</summary>
    public sealed record Reply(RtspResponse Response) : SessionEffect;

    public sealed record Described(Presentation Presentation) : SessionEffect;

    /// <summary>A pair of UDP ports is needed; <see cref="ClientSession.PortsOpened"/> answers.</summary>
    public sealed record OpenPorts(OfferedTrack Track) : SessionEffect;

    /// <summary>The ports that were opened for it are not needed: the stream is not to be had.</summary>
    public sealed record ClosePorts(OfferedTrack Track) : SessionEffect;

    /// <summary>A stream is agreed upon; its packets may come from now on.</summary>
    public sealed record StreamReady(StreamSetup Setup) : SessionEffect;

    /// <summary>The stream made for it: where its packets are to be handed in.</summary>
    public sealed record StreamOpened(ActiveStream Stream) : SessionEffect;

    /// <summary>A compound RTCP packet for the server.</summary>
    public sealed record SendReport(ActiveStream Stream, byte[] Compound) : SessionEffect;

    /// <summary>A PLAY is answered: the first, or one after a pause, a seek, another scale or speed.</summary>
    public sealed record Playing(PlayAnswer Answer, PlaySegment Segment) : SessionEffect;

    /// <summary>The server has paused; <see cref="ReceiverSession.Resume"/> goes on exactly there.</summary>
    /// <param name="At">Where, as the server says; null where it does not.</param>
    public sealed record Paused(MediaTime? At) : SessionEffect;

    /// <summary>What the viewer asked for was refused; everything stays as it was.</summary>
    /// <param name="Status">The server's.</param>
    /// <param name="Why">A sentence for people.</param>
    public sealed record CommandRefused(ViewerCommand Command, int Status, string Why, Shortage? Shortage) : SessionEffect;

    /// <summary>The sound is another from here on.</summary>
    public sealed record AudioChosen(OfferedTrack Track) : SessionEffect;

    /// <summary>A stream is set up no more: its ports are to be closed, nothing of it is to be handed in.</summary>
    public sealed record StreamClosed(ActiveStream Stream) : SessionEffect;

    /// <summary>The end is reached, and the session stays open: a seek goes on.</summary>
    public sealed record EndReached : SessionEffect;

    /// <summary>The server has answered with a contract: the first, or one in place of what was agreed before.</summary>
    public sealed record ContractGranted(ContractText Terms) : SessionEffect;

    /// <summary>While playing, another contract has come into force.</summary>
    /// <param name="Reason">Why, as the server says; empty where it does not.</param>
    public sealed record ContractChanged(ContractText Terms, string Reason) : SessionEffect;

    /// <summary>A wish while playing was refused; what was in force stays.</summary>
    /// <param name="Why">A sentence for people.</param>
    /// <param name="Shortage">What there was no room for, where the server said so.</param>
    public sealed record WishRefused(string Why, Shortage? Shortage) : SessionEffect;

    /// <summary>What was asked for to protect the streams is answered; where it is granted the contract with it is in force
    /// already.</summary>
    /// <param name="Shortage">What there was no room for, where the server said so.</param>
    public sealed record ProtectionAnswered(bool IsGranted, Shortage? Shortage) : SessionEffect;

    /// <summary>From now on streams are protected otherwise: a sentence for people, with the reason.</summary>
    public sealed record ProtectionChanged(string Why) : SessionEffect;

    /// <summary>The server said something odd, which is ignored: a sentence for people.</summary>
    public sealed record Noted(string Oddity) : SessionEffect;

    /// <summary>The way media came does not work: every stream is dropped, and set up again another way.</summary>
    public sealed record FallBack(string Why, MediaWay To) : SessionEffect;

    /// <summary>A lane of a running channel is not to be had; everything stays as it was.</summary>
    /// <param name="Why">A sentence for people.</param>
    public sealed record LaneRefused(OfferedTrack Track, string Why, Shortage? Shortage) : SessionEffect;

    /// <summary>A PLAY is about to be sent: what comes from now on may belong to what it brings.</summary>
    public sealed record AsksToPlay : SessionEffect;

    /// <summary>It was refused: what was played goes on.</summary>
    public sealed record GoesOn : SessionEffect;

    /// <summary>A stream is torn down.</summary>
    public sealed record StreamReleased(OfferedTrack Track) : SessionEffect;

    /// <summary>Nothing more will come, though no stream was told so.</summary>
    public sealed record EndStreams : SessionEffect;

    /// <summary>The session is being left: say goodbye on every stream.</summary>
    public sealed record SayGoodbye : SessionEffect;

    /// <summary>All is done; close the connection.</summary>
    public sealed record Finished(SessionOutcome Outcome) : SessionEffect;
}
