namespace Streaming.Player.Desktop.Sdl;

/// <summary>SDL_EventType, as far as it matters here.</summary>
internal enum SdlEventKind : uint
{
    Quit = 0x100,
    Window = 0x200,
    KeyDown = 0x300,
    KeyUp = 0x301,
    TextInput = 0x303,
    MouseMotion = 0x400,
    MouseButtonDown = 0x401,
    MouseButtonUp = 0x402,
    MouseWheel = 0x403,
    DropFile = 0x1000,
    DropText = 0x1001,
    RenderTargetsReset = 0x2000,
    RenderDeviceReset = 0x2001,
}
