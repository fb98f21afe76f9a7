using System.Runtime.InteropServices;
using Streaming.Player.Desktop.Sdl;

namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>A window on the screen with the best renderer there is.</summary>
internal sealed class WindowScreen : IDisposable
{
    private const int Anywhere = 0x1FFF0000; // SDL_WINDOWPOS_UNDEFINED
    private const int Centred = 0x2FFF0000;
    private const uint Resizable = 0x20;
    private const uint HighDpi = 0x2000;
    private const uint FullScreenOfDesktop = 0x1001;
    private const uint Software = 1;
    private const uint Accelerated = 2;
    private const uint WaitsForScreen = 4;

    private readonly SdlWindowHandle _window;
    private string _title = "";
    private bool _isArrowShown = true;

    /// <exception cref="SdlException">There is no display, or nothing can draw on it.</exception>
    public WindowScreen()
    {
        SdlLibrary.Require();
        if (!MayHaveDisplay())
            throw NoDisplay("neither DISPLAY nor WAYLAND_DISPLAY is set");

        // A film is watched without touching anything: SDL keeps the screen saver off by itself, and this lets its clicks through
        // that also bring the window to the front.
        SdlNative.SetHint("SDL_MOUSE_FOCUS_CLICKTHROUGH", "1");
        SdlNative.SetHint("SDL_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR", "0");
        if (SdlNative.InitSubSystem(SdlNative.InitVideo) != 0)
            throw NoDisplay(SdlNative.Error);
        try
        {
            if (IsUnseen())
                throw NoDisplay($"nobody answers at {Named()}");
            nint window = SdlNative.CreateWindow("Streaming", Anywhere, Anywhere, 1280, 720, Resizable | HighDpi);
            if (window == 0)
                throw NoDisplay(SdlNative.Error);
            _window = SdlWindowHandle.Own(window);
            SdlNative.SetWindowMinimumSize(_window, 320, 180);
            Renderer = MakeRenderer();
        }
        catch (SdlException)
        {
            _window?.Dispose();
            SdlNative.QuitSubSystem(SdlNative.InitVideo);
            throw;
        }

        SdlNative.StartTextInput();
    }

    public SdlRendererHandle Renderer { get; }

    /// <summary>It draws by the processor.</summary>
    public bool IsSlow { get; private set; }

    public bool IsFullScreen { get; private set; }

    public string Title
    {
        get => _title;
        set
        {
            if (value == _title)
                return;
            _title = value;
            SdlNative.SetWindowTitle(_window, value);
        }
    }

    /// <summary>Pixels for each point that the mouse's places are counted in: 2 on many dense screens.</summary>
    public float PixelsPerPoint
    {
        get
        {
            SdlNative.GetWindowSize(_window, out int points, out _);
            SdlRenderNative.GetRendererOutputSize(Renderer, out int pixels, out _);
            return points > 0 && pixels > 0 ? (float)pixels / points : 1;
        }
    }

    public bool ShowsArrow
    {
        set
        {
            if (value == _isArrowShown)
                return;
            _isArrowShown = value;
            _ = SdlNative.ShowCursor(value ? 1 : 0);
        }
    }

    public void SetFullScreen(bool isOn)
    {
        if (SdlNative.SetWindowFullscreen(_window, isOn ? FullScreenOfDesktop : 0) == 0)
            IsFullScreen = isOn;
    }

    /// <summary>Makes the window as large as a picture, but not larger than most of the screen. A window in full screen stays.</summary>
    public void FitTo(int width, int height)
    {
        if (IsFullScreen || width <= 0 || height <= 0)
            return;
        const double MostOfScreen = 0.85;
        double scale = 1 / PixelsPerPoint;

        // A picture too small to carry the player's own words is shown larger.
        scale *= Math.Max(1, 640.0 / width);
        int display = Math.Max(0, SdlNative.GetWindowDisplayIndex(_window));
        if (SdlNative.GetDisplayUsableBounds(display, out SdlClip bounds) == 0 && bounds is { Width: > 0, Height: > 0 })
            scale = Math.Min(scale, Math.Min(bounds.Width * MostOfScreen / width, bounds.Height * MostOfScreen / height));
        SdlNative.SetWindowSize(_window, (int)Math.Round(width * scale), (int)Math.Round(height * scale));
        SdlNative.SetWindowPosition(_window, Centred, Centred);
    }

    public void Dispose()
    {
        Renderer.Dispose();
        _window.Dispose();
        SdlNative.QuitSubSystem(SdlNative.InitVideo);
    }

    private SdlRendererHandle MakeRenderer()
    {
        nint renderer = SdlRenderNative.CreateRenderer(_window, -1, Accelerated | WaitsForScreen);
        if (renderer == 0)
        {
            IsSlow = true;
            renderer = SdlRenderNative.CreateRenderer(_window, -1, Software);
        }

        return SdlRendererHandle.Own(renderer);
    }

    private static bool MayHaveDisplay() =>
        !OperatingSystem.IsLinux() || IsSet("DISPLAY") || IsSet("WAYLAND_DISPLAY") || IsSet("SDL_VIDEODRIVER");

    /// <summary>Where the display does not answer, SDL paints into memory rather than fail: the film would play to nobody, without a
    /// word. Whoever asks for such a driver gets it.</summary>
    private static bool IsUnseen() => !IsSet("SDL_VIDEODRIVER")
        && Marshal.PtrToStringUTF8(SdlNative.GetCurrentVideoDriver()) is null or "offscreen" or "dummy" or "evdev";

    private static string Named() => string.Join(
        " or ",
        from name in (string[])["WAYLAND_DISPLAY", "DISPLAY"]
        where IsSet(name)
        select $"{name}={Environment.GetEnvironmentVariable(name)}");

    private static bool IsSet(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };

    private static SdlException NoDisplay(string why) =>
        new($"there is no display here ({why.TrimEnd('.')}); play --headless receives without a window");
}
