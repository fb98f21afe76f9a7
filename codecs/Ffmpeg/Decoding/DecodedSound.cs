namespace Streaming.Ffmpeg.Decoding;

/// <summary>A piece of sound as it comes out of a decoder.</summary>
/// <remarks>Positions are those of the film. Where a film's times and its samples do not agree, pieces that belong together overlap or
/// leave holes of some microseconds, which are nothing to correct: <paramref name="followsGap"/> tells of real ones.</remarks>
/// <param name="position">When its first sample is heard; before zero for what a coder needs to get going.</param>
/// <param name="samples">Left and right in turn, at the decoder's target rate, nominally −1 … 1; valid until the decoder is next
/// called.</param>
/// <param name="followsGap">It does not follow on what was taken before: the first piece, or one behind a gap or a jump.</param>
public readonly ref struct DecodedSound(MediaTime position, ReadOnlySpan<float> samples, bool followsGap)
{
    public const int Channels = 2;

    public MediaTime Position { get; } = position;

    public ReadOnlySpan<float> Samples { get; } = samples;

    public bool FollowsGap { get; } = followsGap;

    /// <summary>Samples of one channel.</summary>
    public int Length => Samples.Length / Channels;
}
