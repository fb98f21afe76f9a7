using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>Sets up the stream of parity behind the stream it protects, on the same ports.</summary>
/// <remarks>Over UDP only: a connection loses nothing. What is refused of it is noted, and the stream plays without.</remarks>
internal sealed class ParityTalk(SessionTalk talk)
{
    // A stream by its track, from the SETUP of its parity to the answer; null while the stream's own is not answered.
    private readonly Dictionary<OfferedTrack, StreamSetup?> _waiting = [];

    /// <summary>Asks for it, where it is offered and the session has a name.</summary>
    /// <param name="transport">How the stream itself is asked for.</param>
    /// <returns>Whether an answer is to come.</returns>
    public bool Ask(OfferedTrack track, TransportSpec transport, Instant now)
    {
        bool isWanted = talk.Options.Repair && track.Parity is not null && transport.ClientPort is not null;
        if (!isWanted || talk.Conversation.Session is null || !_waiting.TryAdd(track, null))
            return false;
        talk.Send(talk.Requests.SetupParity(track, transport, now));
        return true;
    }

    /// <summary>The stream itself is agreed upon.</summary>
    /// <returns>False where its parity is not answered yet: then <see cref="Answered"/> gives it.</returns>
    public bool IsComplete(StreamSetup stream)
    {
        if (!_waiting.ContainsKey(stream.Track))
            return true;
        _waiting[stream.Track] = stream;
        return false;
    }

    /// <summary>The answer to the SETUP of the parity of a track.</summary>
    /// <returns>The stream, with parity or without; null where the stream itself is not to be had.</returns>
    public StreamSetup? Answered(PendingRequest request, RtspResponse response, Instant now)
    {
        OfferedTrack track = request.Track!;
        if (!_waiting.Remove(track, out StreamSetup? stream) || stream is null)
            return null;
        if (!response.IsSuccess)
            return Without(stream, Refusal.Explain(request.Method, response, talk.Options.Address).Message);
        talk.Side.Granted(response);
        if (TransportAnswer.ReadParity(response, track, stream.IsMulticast) is { } parity)
            return stream with { Parity = parity };
        talk.Send(talk.Requests.Release(track.Parity!.ControlUrl, now));
        return Without(stream, Failure.OtherTransport(response).Message);
    }

    /// <summary>Everything is set up again: nothing that was asked will be answered.</summary>
    public void Reset() => _waiting.Clear();

    private StreamSetup Without(StreamSetup stream, string why)
    {
        string what = stream.Track.Kind.ToString().ToLowerInvariant();
        talk.Do(new SessionEffect.Noted($"no parity protects the {what}: {why}"));
        return stream;
    }
}
