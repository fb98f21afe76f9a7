namespace Streaming.Player.Desktop.Playing;

/// <summary>A picture that was presented.</summary>
/// <param name="At">When it was handed to the screen.</param>
/// <param name="Position">Its place in the film.</param>
/// <param name="IsPreview">Its time had not come: it was shown to show something.</param>
/// <param name="Field">Mean luma of the field in the middle, where the sample film flashes; 0 … 255.</param>
/// <param name="Luma">Mean of the whole picture.</param>
internal readonly record struct RecordedPicture(Instant At, MediaTime Position, bool IsPreview, int Field, int Luma);
