using Streaming.Player.Client;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Playing;

/// <summary>One session with a server, as the engine drives it. Commands from any thread; they are done soon, the newest wins.</summary>
internal interface IFilmClient
{
    /// <summary>Plays until the end, a failure, or until <paramref name="stop"/>; never throws for what a network can do.</summary>
    Task<PlayerResult> RunAsync(CancellationToken stop);

    void Pause();

    void Resume();

    void Seek(MediaTime to, SeekDirection direction);

    /// <param name="from">Where it begins; null: where the server stands.</param>
    void SetScale(double scale, MediaTime? from);

    void SetSpeed(double speed);

    void ChooseAudio(OfferedTrack track);

    /// <summary>Asks for a key picture as soon as a report is allowed.</summary>
    void RequestKeyPicture(ActiveStream stream);

    /// <summary>Asks for another contract.</summary>
    void Ask(FlowSpec wish);
}
