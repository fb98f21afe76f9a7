using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>What draws into a window or a surface.</summary>
internal sealed class SdlRendererHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <param name="made">What SDL gave; 0 where it could not.</param>
    /// <exception cref="SdlException">It could not; SDL's words say why.</exception>
    public static SdlRendererHandle Own(nint made)
    {
        if (made == 0)
            throw new SdlException(SdlNative.Error);
        SdlRendererHandle handle = new();
        handle.SetHandle(made);
        return handle;
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        SdlRenderNative.DestroyRenderer(handle);
        return true;
    }
}
