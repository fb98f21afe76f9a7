using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>A picture in plain memory.</summary>
internal sealed class SdlSurfaceHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <param name="made">What SDL gave; 0 where it could not.</param>
    /// <exception cref="SdlException">It could not; SDL's words say why.</exception>
    public static SdlSurfaceHandle Own(nint made)
    {
        if (made == 0)
            throw new SdlException(SdlNative.Error);
        SdlSurfaceHandle handle = new();
        handle.SetHandle(made);
        return handle;
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>SDL_Surface begins with flags, format, width, height.</summary>
    public unsafe (int Width, int Height) Size
    {
        get
        {
            int* sizes = (int*)((byte*)handle + sizeof(nint) + sizeof(nint));
            return (sizes[0], sizes[1]);
        }
    }

    protected override bool ReleaseHandle()
    {
        SdlRenderNative.FreeSurface(handle);
        return true;
    }
}
