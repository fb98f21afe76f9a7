using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>A font at one size.</summary>
internal sealed class SdlFontHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <param name="made">What SDL gave; 0 where it could not.</param>
    /// <exception cref="SdlException">It could not; SDL's words say why.</exception>
    public static SdlFontHandle Own(nint made)
    {
        if (made == 0)
            throw new SdlException(SdlNative.Error);
        SdlFontHandle handle = new();
        handle.SetHandle(made);
        return handle;
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        TtfNative.CloseFont(handle);
        return true;
    }
}
