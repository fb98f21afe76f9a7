using System.Runtime.InteropServices;
using Streaming.Ffmpeg.Decoding;
using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Desktop.Window.Drawing;
using Streaming.Player.Desktop.Window.Input;
using Streaming.Player.Desktop.Window.Library;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window;

/// <summary>The window of the player: shows, listens, and turns what the viewer does into commands.</summary>
/// <remarks>Its title reads "NAME - Streaming" once a picture of a film is shown; before that just "Streaming".</remarks>
internal sealed class FilmWindow : IDisposable
{
    // What the player tells by its view alone (news, a stall, a subtitle without a picture) is seen after so long at most. Twenty looks a
    // second cost less than a hundredth of a core; a paused or idle player changes less.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan IdleLook = TimeSpan.FromMilliseconds(100);

    private readonly IFilmPlayer _player;
    private readonly ILibrary _library;
    private readonly WindowOptions _options;
    private readonly Interface _interface;
    private readonly InputReader _reader = new();
    private readonly FontShelf _fonts;
    private readonly WindowScreen _screen;
    private readonly Painter _painter;
    private Scene? _shown;
    private VideoFrame? _picture;
    private Task<string>? _screenshot;
    private bool _isPictureNew;
    private bool _mayFit;
    private bool _isOver;

    private FilmWindow(IFilmPlayer player, ILibrary library, WindowOptions options)
    {
        (_player, _library, _options) = (player, library, options);
        _interface = new(options.Address, options.ShowsStatistics);
        _mayFit = _interface.Screen == ScreenKind.Film && !options.IsFullScreen;
        _screen = new();
        try
        {
            _fonts = new();
            _painter = new(_screen.Renderer, _fonts);
        }
        catch (SdlException)
        {
            _fonts?.Dispose();
            _screen.Dispose();
            throw;
        }
    }

    /// <summary>Opens the window and runs it on this thread until the viewer quits or <paramref name="stop"/> is asked for.</summary>
    /// <exception cref="SdlException">There is no display, no SDL or no font: one line says which, and what to do.</exception>
    public static void Run(IFilmPlayer player, ILibrary library, WindowOptions options, CancellationToken stop)
    {
        using FilmWindow window = new(player, library, options);
        window.Run(stop);
    }

    public void Dispose()
    {
        _painter.Dispose();
        _fonts.Dispose();
        _screen.Dispose();
    }

    private void Run(CancellationToken stop)
    {
        if (_options.IsFullScreen)
            _screen.SetFullScreen(true);
        if (_screen.IsSlow)
            _options.Note?.Invoke("the screen has no graphics hardware to draw with: pictures are drawn by the processor");
        PerformAll();
        while (!_isOver && !stop.IsCancellationRequested)
        {
            bool mustDraw = ReadInput();
            PerformAll();
            mustDraw |= TakePictures();
            WindowMoment moment = Moment();
            NoteScreenshot(moment.Now);
            Scene scene = _interface.Draw(moment, _fonts);
            if (mustDraw || !scene.LooksLike(_shown))
                Show(scene);
            _screen.Title = _interface.Title(moment);
            _screen.ShowsArrow = _interface.ShowsPointer(moment.Now);
            Wait(moment);
        }

        // A picture that was asked for is not lost because the viewer quits.
        if (_screenshot is not null)
            Task.WaitAny([_screenshot], TimeSpan.FromSeconds(5));
    }

    private WindowMoment Moment()
    {
        Instant now = _options.Clock();
        return new(now, _painter.Size, _player.View(now), _library.View, _painter.Picture.Shape, _painter.Slide.Shape,
            _screen.IsFullScreen);
    }

    /// <returns>Whether what is on the screen was damaged.</returns>
    private bool ReadInput()
    {
        bool isDamaged = false;
        while (SdlNative.PollEvent(out SdlEvent what) != 0)
        {
            isDamaged |= what.Kind is SdlEventKind.Window or SdlEventKind.RenderTargetsReset or SdlEventKind.RenderDeviceReset;
            if (what.Kind is SdlEventKind.RenderTargetsReset or SdlEventKind.RenderDeviceReset)
            {
                _painter.Forget();
                Upload(_painter.Picture, _picture);
            }

            if (_reader.TryRead(ref what, _screen.PixelsPerPoint, out InputEvent? input))
            {
                _interface.Accept(input, Moment());
                PerformAll();
            }
        }

        return isDamaged;
    }

    /// <returns>Whether there is another picture or slide than before.</returns>
    private bool TakePictures()
    {
        bool isNew = false;
        Instant now = _options.Clock();
        if (_player.TryShow(now, out VideoFrame? picture))
        {
            _picture = picture;
            _isPictureNew = picture is not null;
            Upload(_painter.Picture, picture);
            isNew = true;
        }

        if (_player.TryShowSlide(now, out VideoFrame? slide))
        {
            Upload(_painter.Slide, slide);
            isNew = true;
        }

        if (_mayFit && _painter.Picture.Shape is { } shape)
        {
            _mayFit = false;
            int rotation = _player.View(now).Rotation;
            double width = Math.Sqrt((double)shape.Width * shape.Height * shape.Aspect(rotation) * shape.PixelAspect);
            _screen.FitTo((int)Math.Round(width), (int)Math.Round(width / shape.Aspect(rotation)));
        }

        return isNew;
    }

    private void Upload(PictureTexture texture, VideoFrame? picture)
    {
        if (picture is null)
        {
            texture.Clear();
            return;
        }

        try
        {
            texture.Update(picture);
        }
        catch (SdlException fault)
        {
            texture.Clear();
            _interface.News.Tell($"This screen cannot show a picture of {picture.Width}×{picture.Height}: {fault.Message}",
                _options.Clock());
        }
    }

    private void Show(Scene scene)
    {
        _painter.Draw(scene);
        _painter.Present();
        _shown = scene;
        if (_isPictureNew)
            _player.Presented(_options.Clock());
        _isPictureNew = false;
    }

    private void Wait(WindowMoment moment)
    {
        bool isIdle = moment.Player.Phase is PlayerPhase.Idle or PlayerPhase.Paused or PlayerPhase.Ended or PlayerPhase.Failed;
        Instant until = Instant.Min(moment.Now + (isIdle ? IdleLook : Look), Instant.Min(_player.NextPicture, _interface.Next(moment)));
        double left = (until - _options.Clock()).TotalMilliseconds;

        // Rounded up: half a millisecond late is nothing, a loop that does not wait is a core.
        if (left > 0)
            SdlNative.WaitForEvent((int)Math.Ceiling(left));
    }

    private void PerformAll()
    {
        while (_interface.TryTake(out WindowEffect? effect))
            Perform(effect);
    }

    private void Perform(WindowEffect effect)
    {
        switch (effect)
        {
            case WindowEffect.Command command:
                _player.Do(command.What);
                break;
            case WindowEffect.Fetch fetch:
                _library.Fetch(fetch.Address);
                break;
            case WindowEffect.FullScreen full:
                _screen.SetFullScreen(full.IsOn);
                break;
            case WindowEffect.Paste:
                nint text = SdlNative.GetClipboardText();
                string pasted = Marshal.PtrToStringUTF8(text) ?? "";
                SdlNative.Free(text);
                _interface.Accept(new InputEvent.Dropped(pasted, IsPasted: true), Moment());
                break;
            case WindowEffect.Screenshot:
                KeepPicture();
                break;
            case WindowEffect.Quit:
                _isOver = true;
                break;
        }
    }

    /// <summary>Copies the picture here and writes it elsewhere: packing one of 4K takes longer than the next picture waits.</summary>
    private void KeepPicture()
    {
        Instant now = _options.Clock();
        if (_picture is null || _screenshot is not null)
        {
            if (_picture is null)
                _interface.News.Tell("There is no picture to keep", now);
            return;
        }

        PlayerView view = _player.View(now);
        CopiedPicture copy = new(_picture);
        string? folder = _options.ScreenshotFolder;
        _screenshot = Task.Run(() => Screenshots.Keep(copy, view.Name, view.Position, view.Rotation, folder));
    }

    private void NoteScreenshot(Instant now)
    {
        if (_screenshot is not { IsCompleted: true } done)
            return;
        _screenshot = null;
        string text = done.IsCompletedSuccessfully ? $"Picture kept: {done.Result}"
            : $"The picture could not be kept: {done.Exception?.InnerException?.Message}";
        _interface.News.Tell(text, now, shown: TimeSpan.FromSeconds(4));
    }
}
