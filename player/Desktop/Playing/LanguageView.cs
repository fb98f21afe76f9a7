namespace Streaming.Player.Desktop.Playing;

/// <summary>One language of the sound or of the subtitles.</summary>
/// <param name="Tag">RFC 5646; <c>und</c> where unknown.</param>
/// <param name="Label">For people: "Deutsch", "English (commentary)".</param>
/// <param name="IsOn">It is heard, or shown as the first subtitle.</param>
/// <param name="IsSecond">Shown as the second subtitle.</param>
internal sealed record LanguageView(string Tag, string Label, bool IsOn, bool IsSecond);
