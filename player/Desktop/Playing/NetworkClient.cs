using Streaming.Player.Client;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Playing;

/// <summary>A session on sockets.</summary>
internal sealed class NetworkClient(PlayingOptions options, TimeProvider time, MonotonicClock clock) : IFilmClient
{
    private readonly PlayingClient _client = new(options, time, clock);

    public Task<PlayerResult> RunAsync(CancellationToken stop) => _client.RunAsync(stop);

    public void Pause() => _client.Post((session, now) => session.Pause(now));

    public void Resume() => _client.Post((session, now) => session.Resume(now));

    public void Seek(MediaTime to, SeekDirection direction) => _client.Post((session, now) => session.Seek(to, direction, now));

    public void SetScale(double scale, MediaTime? from) => _client.Post((session, now) => session.SetScale(scale, from, now));

    public void SetSpeed(double speed) => _client.Post((session, now) => session.SetSpeed(speed, null, now));

    public void ChooseAudio(OfferedTrack track) => _client.Post((session, now) => session.ChooseAudio(track, now));

    public void RequestKeyPicture(ActiveStream stream) => _client.Post((session, now) => session.RequestKeyPicture(stream, now));

    public void Ask(FlowSpec wish) => _client.Post((session, now) => session.Ask(wish, now));
}
