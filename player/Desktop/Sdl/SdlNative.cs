using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>The functions of SDL2 that are used. <see cref="SdlLibrary.Require"/> comes first.</summary>
internal static unsafe partial class SdlNative
{
    public const uint InitAudio = 0x10;
    public const uint InitVideo = 0x20;

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_GetVersion")]
    public static partial void GetVersion(out SdlVersion version);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_InitSubSystem")]
    public static partial int InitSubSystem(uint flags);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_QuitSubSystem")]
    public static partial void QuitSubSystem(uint flags);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_GetError")]
    public static partial nint GetError();

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetHint", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetHint(string name, string value);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_free")]
    public static partial void Free(nint memory);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_CreateWindow", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint CreateWindow(string title, int x, int y, int width, int height, uint flags);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_DestroyWindow")]
    public static partial void DestroyWindow(nint window);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetWindowTitle", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetWindowTitle(SdlWindowHandle window, string title);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetWindowFullscreen")]
    public static partial int SetWindowFullscreen(SdlWindowHandle window, uint flags);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_GetWindowSize")]
    public static partial void GetWindowSize(SdlWindowHandle window, out int width, out int height);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetWindowSize")]
    public static partial void SetWindowSize(SdlWindowHandle window, int width, int height);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetWindowMinimumSize")]
    public static partial void SetWindowMinimumSize(SdlWindowHandle window, int width, int height);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetWindowPosition")]
    public static partial void SetWindowPosition(SdlWindowHandle window, int x, int y);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_GetWindowDisplayIndex")]
    public static partial int GetWindowDisplayIndex(SdlWindowHandle window);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_GetDisplayUsableBounds")]
    public static partial int GetDisplayUsableBounds(int display, out SdlClip bounds);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_ShowCursor")]
    public static partial int ShowCursor(int toggle);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_EnableScreenSaver")]
    public static partial void EnableScreenSaver();

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_DisableScreenSaver")]
    public static partial void DisableScreenSaver();

    /// <summary>Waits until there is something to poll, which it leaves where it is.</summary>
    public static void WaitForEvent(int milliseconds) => _ = WaitEventTimeout(0, milliseconds);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_WaitEventTimeout")]
    private static partial int WaitEventTimeout(nint nothing, int milliseconds);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_PollEvent")]
    public static partial int PollEvent(out SdlEvent what);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_PushEvent")]
    public static partial int PushEvent(ref SdlEvent what);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_StartTextInput")]
    public static partial void StartTextInput();

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_GetModState")]
    public static partial uint GetModState();

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_GetClipboardText")]
    public static partial nint GetClipboardText();

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_OpenAudioDevice")]
    public static partial uint OpenAudioDevice(nint name, int isCapture, in SdlAudioSpec wanted, out SdlAudioSpec obtained, int changes);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_PauseAudioDevice")]
    public static partial void PauseAudioDevice(uint device, int isPaused);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_CloseAudioDevice")]
    public static partial void CloseAudioDevice(uint device);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_GetCurrentVideoDriver")]
    public static partial nint GetCurrentVideoDriver();

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_GetCurrentAudioDriver")]
    public static partial nint GetCurrentAudioDriver();

    /// <summary>The last fault of this thread, in SDL's words.</summary>
    public static string Error => Marshal.PtrToStringUTF8(GetError()) is { Length: > 0 } text ? text : "SDL does not say why";
}
