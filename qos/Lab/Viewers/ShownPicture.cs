namespace Streaming.Lab.Viewers;

/// <summary>A picture that came up on a screen.</summary>
/// <param name="IsPreview">Ahead of its time: the first of what was asked for.</param>
/// <param name="Position">In the film.</param>
/// <param name="Late">After it was due; negative: before.</param>
/// <param name="IsTooLate">Later than the screen allows, though another had come up just before: it should have been dropped.</param>
/// <param name="Skew">How early the sound was then; null where none was heard.</param>
internal readonly record struct ShownPicture(
    bool IsPreview, MediaTime Position, TimeSpan Late, bool IsTooLate, TimeSpan? Skew);
