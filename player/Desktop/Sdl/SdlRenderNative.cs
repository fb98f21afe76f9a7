using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>The functions of SDL2 that draw.</summary>
internal static unsafe partial class SdlRenderNative
{
    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_CreateRenderer")]
    public static partial nint CreateRenderer(SdlWindowHandle window, int index, uint flags);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_CreateSoftwareRenderer")]
    public static partial nint CreateSoftwareRenderer(SdlSurfaceHandle surface);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_DestroyRenderer")]
    public static partial void DestroyRenderer(nint renderer);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_GetRendererOutputSize")]
    public static partial int GetRendererOutputSize(SdlRendererHandle renderer, out int width, out int height);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetRenderDrawColor")]
    public static partial int SetRenderDrawColor(SdlRendererHandle renderer, byte red, byte green, byte blue, byte alpha);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetRenderDrawBlendMode")]
    public static partial int SetRenderDrawBlendMode(SdlRendererHandle renderer, int mode);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_RenderClear")]
    public static partial int RenderClear(SdlRendererHandle renderer);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_RenderFillRectF")]
    public static partial int RenderFillRect(SdlRendererHandle renderer, in SdlRect rect);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_RenderSetClipRect")]
    public static partial int RenderSetClipRect(SdlRendererHandle renderer, SdlClip* rect);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_RenderCopyF")]
    public static partial int RenderCopy(SdlRendererHandle renderer, SdlTextureHandle texture, SdlClip* from, in SdlRect to);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_RenderCopyExF")]
    public static partial int RenderCopyTurned(
        SdlRendererHandle renderer, SdlTextureHandle texture, SdlClip* from, in SdlRect to, double angle, nint centre, int flip);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_RenderGeometry")]
    public static partial int RenderGeometry(
        SdlRendererHandle renderer, nint texture, SdlVertex* vertices, int vertexCount, int* indices, int indexCount);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_RenderPresent")]
    public static partial void RenderPresent(SdlRendererHandle renderer);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_RenderReadPixels")]
    public static partial int RenderReadPixels(SdlRendererHandle renderer, nint rect, uint format, byte* pixels, int pitch);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_CreateTexture")]
    public static partial nint CreateTexture(SdlRendererHandle renderer, uint format, int access, int width, int height);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_CreateTextureFromSurface")]
    public static partial nint CreateTextureFromSurface(SdlRendererHandle renderer, SdlSurfaceHandle surface);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_DestroyTexture")]
    public static partial void DestroyTexture(nint texture);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetTextureBlendMode")]
    public static partial int SetTextureBlendMode(SdlTextureHandle texture, int mode);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetTextureScaleMode")]
    public static partial int SetTextureScaleMode(SdlTextureHandle texture, int mode);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetTextureColorMod")]
    public static partial int SetTextureColorMod(SdlTextureHandle texture, byte red, byte green, byte blue);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetTextureAlphaMod")]
    public static partial int SetTextureAlphaMod(SdlTextureHandle texture, byte alpha);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_UpdateTexture")]
    public static partial int UpdateTexture(SdlTextureHandle texture, nint rect, byte* pixels, int pitch);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_UpdateYUVTexture")]
    public static partial int UpdateYuvTexture(
        SdlTextureHandle texture, nint rect, byte* y, int yPitch, byte* u, int uPitch, byte* v, int vPitch);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_SetYUVConversionMode")]
    public static partial void SetYuvConversionMode(int mode);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_CreateRGBSurfaceWithFormat")]
    public static partial nint CreateSurface(uint flags, int width, int height, int depth, uint format);

    [LibraryImport(SdlLibrary.Sdl, EntryPoint = "SDL_FreeSurface")]
    public static partial void FreeSurface(nint surface);
}
