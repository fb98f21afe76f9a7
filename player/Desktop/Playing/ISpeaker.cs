namespace Streaming.Player.Desktop.Playing;

/// <summary>Where sound goes: 48 kHz, two channels in floats, asked for by the device when it wants more.</summary>
internal interface ISpeaker : IDisposable
{
    /// <summary>From the moment samples are handed over to the moment they are heard.</summary>
    TimeSpan Latency { get; }

    /// <summary>What it asks for at once.</summary>
    TimeSpan Block { get; }

    /// <summary>"pulseaudio", "disk"; for the statistics.</summary>
    string Name { get; }

    /// <summary>The device begins to ask; before that it is silent.</summary>
    void Start();
}
