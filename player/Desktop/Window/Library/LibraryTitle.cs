using Streaming.Ffmpeg.Decoding;

namespace Streaming.Player.Desktop.Window.Library;

/// <summary>One title of the list.</summary>
/// <param name="Address">What is opened.</param>
/// <param name="Languages">Of the sound and the subtitles, for people: "de, en · subtitles de"; empty where unknown.</param>
/// <param name="ResumeAt">Where the viewer left off; null at the beginning.</param>
/// <param name="Thumbnail">Null while it is not there. It stays the library's and must live as long as a view shows it.</param>
internal sealed record LibraryTitle(
    string Address, string Name, TimeSpan? Duration, string Languages, MediaTime? ResumeAt = null, VideoFrame? Thumbnail = null);
