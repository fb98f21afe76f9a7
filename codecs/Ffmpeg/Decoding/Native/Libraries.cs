using System.Reflection;
using System.Runtime.InteropServices;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>The four libraries once they are loaded: one family, versions and layouts checked.</summary>
internal sealed class Libraries
{
    public const string Util = "avutil";
    public const string Codec = "avcodec";
    public const string Scale = "swscale";
    public const string Resample = "swresample";

    private static readonly Lock Gate = new();
    private static Libraries? _loaded;
    private static string _trouble = "";
    private static bool _isTried;

    private readonly Dictionary<string, nint> _handles;

    internal Libraries(LibraryFamily family, Dictionary<string, nint> handles)
    {
        Family = family;
        _handles = handles;
        Layout = FrameLayout.Of(family.Util);
        HasChannelLayouts = NativeLibrary.TryGetExport(handles[Resample], "swr_alloc_set_opts2", out _);
    }

    /// <summary>What is loaded. Only for code that runs after <see cref="TryLoad"/> has said yes.</summary>
    public static Libraries Loaded
    {
        get
        {
            Invariant.That(_loaded is not null, "nothing of FFmpeg's libraries is called before they are loaded and checked");
            return _loaded;
        }
    }

    public LibraryFamily Family { get; }

    public FrameLayout Layout { get; }

    /// <summary>Channel layouts as structures, from 5.1 on; before, as bit masks.</summary>
    public bool HasChannelLayouts { get; }

    /// <summary>Where AVCodecContext.hw_device_ctx lies; null where the check did not find it: then software decodes.</summary>
    public int? DeviceOffset { get; private set; }

    public string Versions { get; private set; } = "";

    /// <summary>Loads and checks the libraries, the first time; remembers the outcome.</summary>
    public static bool TryLoad(out string trouble)
    {
        lock (Gate)
        {
            if (!_isTried)
            {
                _isTried = true;
                _loaded = Load(out _trouble);
            }

            trouble = _trouble;
            return _loaded is not null;
        }
    }

    private static Libraries? Load(out string trouble)
    {
        // Offsets are those of 64-bit systems, where a pointer has eight bytes.
        if (!Environment.Is64BitProcess)
        {
            trouble = "decoding needs a 64-bit system";
            return null;
        }

        if (!LibraryFinder.TryFind(LibraryFinder.Open, out Libraries? found, out trouble))
            return null;
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), found.Resolve);
        AvUtil.SetLogLevel(AvUtil.LogQuiet);
        found.Versions = $"FFmpeg {found.Family.Release}: libavcodec {LibraryFinder.Show(AvCodec.Version())}, "
            + $"libavutil {LibraryFinder.Show(AvUtil.Version())}, libswscale {LibraryFinder.Show(Swscale.Version())}, "
            + $"libswresample {LibraryFinder.Show(Swresample.Version())}";
        if (!LayoutCheck.TryPass(found, out string wrong))
        {
            trouble = $"{found.Versions} does not lay out its structures as expected ({wrong}): install another version, 4 to 7";
            return null;
        }

        found.DeviceOffset = LayoutCheck.FindDevice();
        return found;
    }

    private nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => _handles.GetValueOrDefault(name);
}
