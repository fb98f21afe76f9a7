namespace Streaming.Ffmpeg.Importing;

/// <summary>The progress of one of several equal parts of a work.</summary>
internal sealed class ShareOfProgress(IProgress<double>? whole, int number, int count) : IProgress<double>
{
    public void Report(double value) => whole?.Report((number + Math.Clamp(value, 0, 1)) / count);
}
