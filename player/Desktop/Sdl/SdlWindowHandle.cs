using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>A window of the screen.</summary>
internal sealed class SdlWindowHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <param name="made">What SDL gave; 0 where it could not.</param>
    /// <exception cref="SdlException">It could not; SDL's words say why.</exception>
    public static SdlWindowHandle Own(nint made)
    {
        if (made == 0)
            throw new SdlException(SdlNative.Error);
        SdlWindowHandle handle = new();
        handle.SetHandle(made);
        return handle;
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        SdlNative.DestroyWindow(handle);
        return true;
    }
}
