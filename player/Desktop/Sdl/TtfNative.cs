using System.Runtime.InteropServices;

namespace Streaming.Player.Desktop.Sdl;

/// <summary>The functions of SDL2_ttf that are used.</summary>
internal static unsafe partial class TtfNative
{
    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_Linked_Version")]
    public static partial nint LinkedVersion();

    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_Init")]
    public static partial int Init();

    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_OpenFont", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint OpenFont(string file, int pixels);

    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_CloseFont")]
    public static partial void CloseFont(nint font);

    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_SetFontOutline")]
    public static partial void SetFontOutline(SdlFontHandle font, int pixels);

    /// <summary>0 left to right, 1 right to left; fails where SDL2_ttf was built without HarfBuzz.</summary>
    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_SetFontDirection")]
    public static partial int SetFontDirection(SdlFontHandle font, int direction);

    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_SetFontScriptName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetFontScriptName(SdlFontHandle font, string script);

    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_FontAscent")]
    public static partial int FontAscent(SdlFontHandle font);

    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_FontHeight")]
    public static partial int FontHeight(SdlFontHandle font);

    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_GlyphIsProvided32")]
    public static partial int GlyphIsProvided(SdlFontHandle font, uint character);

    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_SizeUTF8", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Size(SdlFontHandle font, string text, out int width, out int height);

    [LibraryImport(SdlLibrary.Ttf, EntryPoint = "TTF_RenderUTF8_Blended", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Render(SdlFontHandle font, string text, SdlColour colour);
}
