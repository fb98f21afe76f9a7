using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Contracts;

namespace Streaming.Player.Sessions;

/// <summary>The lanes of a channel that plays: one more is set up, or one is given back, while all others go on.</summary>
/// <remarks>One is set up at a time. Nothing is asked by PLAY where it comes by a group: that plays already.</remarks>
internal sealed class LaneTalk(SessionTalk talk)
{
    private OfferedTrack? _joining;
    private OfferedTrack? _instead;
    private bool _waitsForPorts;

    /// <summary>Sets one up; an effect tells what came of it.</summary>
    /// <param name="instead">What is given back then; null: nothing.</param>
    /// <returns>False where nothing can be joined now; another version of the picture never where it comes to us alone.</returns>
    public bool Join(OfferedTrack track, OfferedTrack? instead, Instant now)
    {
        bool isThere = talk.Plan.Agreed.Any(stream => stream.Track == track);
        bool isTried = talk.Plan.IsMulticast || track.Kind != TrackKind.Video;
        if (_joining is not null || isThere || !isTried || talk.Phase != SessionPhase.Playing)
            return false;
        (_joining, _instead) = (track, instead);
        _waitsForPorts = !talk.Plan.IsTcp;
        if (_waitsForPorts)
            talk.Do(new SessionEffect.OpenPorts(track));
        else
            Ask(track, talk.Plan.Interleaved(), now);
        return true;
    }

    /// <summary>What a viewer wishes of a channel: but for another sound, it cannot be had.</summary>
    public void Want(ViewerCommand command, Instant now)
    {
        string? why = command switch
        {
            ViewerCommand.Resume => null,
            ViewerCommand.ChooseAudio sound when sound.Track == talk.Plan.Sound || Join(sound.Track, talk.Plan.Sound, now) => null,
            ViewerCommand.ChooseAudio => "another stream is being set up; choose again",
            ViewerCommand.Pause => "a channel goes on for everybody and cannot be paused",
            _ => "a channel has no other place and no other pace than now",
        };
        if (why is not null)
            talk.Do(new SessionEffect.CommandRefused(command, 0, why, null));
    }

    /// <summary>Leaves one: at once, and tells the server then.</summary>
    /// <returns>False where it is none of those that are set up.</returns>
    public bool Leave(OfferedTrack track, Instant now)
    {
        if (talk.Phase != SessionPhase.Playing || talk.Plan.Drop(track) is not { } gone)
            return false;
        talk.Do(new SessionEffect.StreamReleased(track));
        if (gone.Parity is not null)
            talk.Send(talk.Requests.Release(track.Parity!.ControlUrl, now));
        talk.Send(talk.Requests.Release(track.ControlUrl, now));
        return true;
    }

    /// <summary>The ports for it are open, or are not to be had.</summary>
    /// <returns>False where nobody waits for any.</returns>
    public bool PortsOpened(PortPair? ports, Instant now)
    {
        if (!_waitsForPorts || _joining is not { } track)
            return false;
        _waitsForPorts = false;
        if (ports is null)
            GiveUp(track, "no UDP ports are free for another stream", null);
        else
            Ask(track, new() { IsMulticast = talk.Plan.IsMulticast, ClientPort = ports }, now);
        return true;
    }

    /// <summary>The answer to its SETUP.</summary>
    /// <returns>False where it is no lane that was asked for.</returns>
    public bool Answered(PendingRequest request, RtspResponse response, Instant now)
    {
        if (_joining is not { } track || request.Track != track)
            return false;
        if (response.Status == RtspStatus.SessionNotFound)
        {
            talk.Refused(request, response, now);
        }
        else if (!response.IsSuccess)
        {
            SessionOutcome.Failed refused = Refusal.Explain(request.Method, response, talk.Options.Address);
            GiveUp(track, refused.Message, refused.Shortage);
        }
        else if (talk.Plan.Agree(track, response) is not { } stream)
        {
            talk.Send(talk.Requests.Release(track.ControlUrl, now));
            GiveUp(track, Failure.OtherTransport(response).Message, null);
        }
        else if (talk.Parity.IsComplete(stream))
        {
            Ready(stream, now);
        }

        return true;
    }

    /// <summary>The answer to the SETUP of its parity.</summary>
    /// <returns>False where it is no lane that was asked for.</returns>
    public bool ParityAnswered(PendingRequest request, RtspResponse response, Instant now)
    {
        if (_joining is not { } track || request.Track != track)
            return false;
        if (talk.Parity.Answered(request, response, now) is { } stream)
            Ready(stream, now);
        return true;
    }

    /// <summary>Everything is set up again: nothing that was asked will be answered.</summary>
    public void Reset() => (_joining, _instead, _waitsForPorts) = (null, null, false);

    private void Ask(OfferedTrack track, TransportSpec transport, Instant now)
    {
        talk.Plan.Ask(track, transport);
        talk.Send(talk.Requests.Setup(track, transport, now));
        talk.Parity.Ask(track, transport, now);
    }

    private void Ready(StreamSetup stream, Instant now)
    {
        OfferedTrack? gone = _instead;
        Reset();
        if (stream.IsMulticast)
            talk.Groups.Expect(stream.Track.Kind, now);
        talk.Ready(stream);
        if (!stream.IsMulticast)
            talk.Send(talk.Requests.Play(talk.ControlUrl, new(null), now));
        if (gone is not null)
            Leave(gone, now);
        if (stream.Track.Kind == TrackKind.Audio)
            talk.Do(new SessionEffect.AudioChosen(stream.Track));
    }

    private void GiveUp(OfferedTrack track, string why, Shortage? shortage)
    {
        Reset();
        talk.Plan.GiveUp(track);
        talk.Do(new SessionEffect.ClosePorts(track));
        talk.Do(track.Kind == TrackKind.Audio
            ? new SessionEffect.CommandRefused(new ViewerCommand.ChooseAudio(track), 0, why, shortage)
            : new SessionEffect.LaneRefused(track, why, shortage));
    }
}
