namespace Streaming.Emulation.Jitter;

public enum JitterShape
{
    Uniform,
    Normal,
    Exponential,
}
