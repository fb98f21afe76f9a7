using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>The default sound device: 48 kHz, two channels, asked for sound by a callback.</summary>
internal sealed unsafe class SdlSound : IDisposable
{
    public const int Rate = 48_000;
    public const int Channels = 2;

    // 512 samples are 10.7 ms: below that, sound servers begin to stutter on a busy machine; above, pausing is felt.
    private const ushort Frames = 512;

    private readonly SoundFill _fill;
    private GCHandle _self;
    private uint _device;
    private long _faults;

    private SdlSound(SoundFill fill)
    {
        _fill = fill;
        _self = GCHandle.Alloc(this);
    }

    /// <summary>From the moment samples are handed over to the moment they are heard, as well as it can be known: the buffer that is
    /// filled waits for the one being played, and the device or its server holds about one more.</summary>
    public TimeSpan Latency { get; private set; }

    /// <summary>What one call asks for.</summary>
    public int FramesPerCall { get; private set; }

    /// <summary>SDL's name for the kind of device: "pulseaudio", "disk".</summary>
    public string Driver { get; private set; } = "";

    /// <summary>Calls that ended with an exception; they were silent.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Opens the device; it is silent until <see cref="Start"/>.</summary>
    /// <param name="problem">Why there is none; playing goes on in silence.</param>
    public static SdlSound? TryOpen(SoundFill fill, out string problem)
    {
        problem = "";
        try
        {
            SdlLibrary.Require();
        }
        catch (SdlException fault)
        {
            problem = fault.Message;
            return null;
        }

        AlsaSilence.Keep();
        if (SdlNative.InitSubSystem(SdlNative.InitAudio) != 0)
        {
            problem = $"no sound: {SdlNative.Error}";
            return null;
        }

        SdlSound sound = new(fill);
        if (sound.Open())
            return sound;
        problem = $"no sound: {SdlNative.Error}";
        sound.Dispose();
        return null;
    }

    public void Start() => SdlNative.PauseAudioDevice(_device, 0);

    /// <summary>Holds the device; it asks for nothing until <see cref="Start"/>.</summary>
    public void Stop() => SdlNative.PauseAudioDevice(_device, 1);

    /// <summary>Waits for a call that is under way, then there are no more.</summary>
    public void Dispose()
    {
        if (!_self.IsAllocated)
            return;
        if (_device != 0)
            SdlNative.CloseAudioDevice(_device);
        SdlNative.QuitSubSystem(SdlNative.InitAudio);
        _self.Free();
    }

    private bool Open()
    {
        SdlAudioSpec wanted = new()
        {
            Frequency = Rate, Format = SdlAudioSpec.Float, Channels = Channels, Frames = Frames, Callback = &Call,
                UserData = GCHandle.ToIntPtr(_self),
        };

        // The rate, the format and the channels are ours (SDL converts); only the size of the buffer may be another.
        const int MayChangeSamples = 8;
        _device = SdlNative.OpenAudioDevice(0, 0, in wanted, out SdlAudioSpec got, MayChangeSamples);
        if (_device == 0)
            return false;
        FramesPerCall = got.Frames;
        Latency = TimeSpan.FromSeconds(2.0 * got.Frames / Rate);
        Driver = Marshal.PtrToStringUTF8(SdlNative.GetCurrentAudioDriver()) ?? "";
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Call(nint self, float* stream, int bytes)
    {
        Span<float> samples = new(stream, bytes / sizeof(float));
        samples.Clear();
        if (GCHandle.FromIntPtr(self).Target is not SdlSound sound)
            return;
        try
        {
            sound._fill(samples);
        }
        catch (Exception)
        {
            // An exception that left here would end the process; silence is heard, counted, and looked into.
            samples.Clear();
            Interlocked.Increment(ref sound._faults);
        }
    }
}
