using Streaming.Player.Playout;
using Streaming.Player.Sound;

namespace Streaming.Player.Tests.Sound;

/// <summary>A film's sound, a clock and a device that writes down what is heard.</summary>
internal sealed class Loudspeaker
{
    public const int Block = 1_024;
    private readonly float[] _buffer;
    private readonly float[] _block;
    private readonly int _call;
    private double _now;

    public Loudspeaker(Func<long, float> film, int rate = 48_000, int channels = 2)
    {
        (Film, Rate, Channels) = (film, rate, channels);
        Path = new(Clock, rate, channels);
        _call = rate / 100;
        _buffer = new float[_call * channels];
        _block = new float[Block * channels];
        Begin(1, 0);
    }

    public Func<long, float> Film { get; set; }

    public int Rate { get; }

    public int Channels { get; }

    public PlayoutClock Clock { get; } = new();

    public SoundPath Path { get; }

    /// <summary>How much faster than it should the device runs, in millionths.</summary>
    public double DeviceSkew { get; init; }

    /// <summary>How far off a call comes, in seconds, by its number.</summary>
    public Func<long, double> Jitter { get; init; } = _ => 0;

    /// <summary>Which blocks are lost, by the frame they begin at.</summary>
    public Func<long, bool> IsLost { get; set; } = _ => false;

    /// <summary>The frame that the decoder is at.</summary>
    public long Decoded { get; set; }

    public bool IsStalled { get; set; }

    public int Segment { get; private set; }

    /// <summary>When the next frame is heard, in truth.</summary>
    public Instant Now => Instant.FromSeconds(1_000 + _now);

    /// <summary>The first channel, as heard.</summary>
    public List<float> Heard { get; } = [];

    public ReadOnlySpan<float> All => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Heard);

    /// <summary>How far the sound was behind the clock at each call, in milliseconds.</summary>
    public List<double> Errors { get; } = [];

    /// <summary>Calls so far.</summary>
    public long Calls { get; private set; }

    public bool IsRecording { get; init; } = true;

    private double FrameLength => 1 / (Rate * (1 + (DeviceSkew / 1e6)));

    public ReadOnlySpan<float> Last(double seconds) => All[^(int)(seconds * Rate)..];

    public void Begin(int segment, double start, bool goesOn = false)
    {
        Segment = segment;
        if (goesOn)
            Clock.GoOn(segment);
        else
            Clock.Begin(segment, MediaTime.FromSeconds(start));
        Path.Begin(new(segment, MediaTime.FromSeconds(start), null, 1, PlayRate.Normal, goesOn));
        if (!goesOn)
            Decoded = (long)(start * Rate);
    }

    /// <summary>Starts the clock.</summary>
    public Loudspeaker Start(double position = 0)
    {
        Clock.Start(MediaTime.FromSeconds(position), Now);
        return this;
    }

    public void Pace(double pace, int skew = 0) => Clock.Steer(new((int)Math.Round(pace * 1e6)), skew, Now);

    public Loudspeaker Play(double seconds)
    {
        for (double until = _now + seconds - (_call * FrameLength / 2); _now < until;)
            Call();
        return this;
    }

    public void Call()
    {
        while (!IsStalled && Path.HasRoom)
            Offer();
        Path.Fill(_buffer, Now + TimeSpan.FromSeconds(Jitter(Calls++)));
        if (IsRecording)
        {
            for (int i = 0; i < _buffer.Length; i += Channels)
                Heard.Add(_buffer[i]);
        }

        if (Path.Heard is { } heard)
        {
            // What is told is of the last 64 frames or fewer of the call.
            Instant at = Now + TimeSpan.FromSeconds((_call - 1) / 64 * 64 * FrameLength);
            Errors.Add((Clock.PositionAt(at) - heard.Position).TotalMilliseconds);
        }

        _now += _call * FrameLength;
    }

    /// <summary>When each beep is heard: seconds since the first frame that was recorded.</summary>
    public List<double> Onsets()
    {
        List<double> onsets = [];
        int quiet = int.MaxValue / 2;
        for (int i = 0; i < Heard.Count; i++)
        {
            if (Math.Abs(Heard[i]) < 0.02f)
            {
                quiet++;
                continue;
            }

            if (quiet > Rate / 5)
                onsets.Add(i * FrameLength);
            quiet = 0;
        }

        return onsets;
    }

    public static double Percentile99(IEnumerable<double> errors)
    {
        double[] sorted = [.. errors.Select(Math.Abs).Order()];
        return sorted[(int)(sorted.Length * 0.99)];
    }

    private void Offer()
    {
        if (!IsLost(Decoded))
        {
            for (int i = 0; i < Block; i++)
                _block.AsSpan(i * Channels, Channels).Fill(Film(Decoded + i));
            Path.Offer(new((long)Math.Round(Decoded * (double)TimeSpan.TicksPerSecond / Rate)), _block, Segment);
        }

        Decoded += Block;
    }
}
