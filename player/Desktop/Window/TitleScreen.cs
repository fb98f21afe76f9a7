using Streaming.Player.Desktop.Window.Input;
using Streaming.Player.Desktop.Window.Library;
using Streaming.Player.Desktop.Window.Views;

namespace Streaming.Player.Desktop.Window;

/// <summary>Keys and mouse in the list of titles.</summary>
/// <param name="open">Plays a title, or lists a server.</param>
internal sealed class TitleScreen(Action<WindowEffect> emit, Action<string> open)
{
    public TitleList List { get; } = new();

    /// <summary>Brings the list up to date, and the selection into sight.</summary>
    public void Follow(WindowMoment moment)
    {
        List.Follow(moment.Library);
        ListLayout layout = TitleListView.Layout(moment.Size, List);
        List.Scroll = List.WantsSelectionSeen && List.Entries.Count > 0
            ? layout.Reveal(List.Selected, List.Scroll)
            : Math.Clamp(List.Scroll, 0, layout.MostScroll);
        List.WantsSelectionSeen = false;
    }

    public void Accept(InputEvent input, WindowMoment moment)
    {
        switch (input)
        {
            case InputEvent.Typed typed:
                List.Type(typed.Text);
                break;
            case InputEvent.Press press:
                Accept(press, moment);
                break;
            case InputEvent.PointerMoved moved when Find(moved.X, moved.Y, moment) is >= 0 and int index:
                List.Select(index, isSeen: false);
                break;
            case InputEvent.PointerDown down when Find(down.X, down.Y, moment) is >= 0 and int index:
                open(List.Entries[index].Address);
                break;
            case InputEvent.Wheel wheel:
                ListLayout layout = TitleListView.Layout(moment.Size, List);
                List.Scroll = Math.Clamp(List.Scroll - (wheel.By * moment.Size.Of(90)), 0, layout.MostScroll);
                break;
        }
    }

    private void Accept(InputEvent.Press press, WindowMoment moment)
    {
        ListLayout layout = TitleListView.Layout(moment.Size, List);
        switch (press.Key)
        {
            case Key.Enter:
                Choose(moment);
                break;
            case Key.Backspace:
                List.Erase(isAll: press.Modifiers.HasFlag(KeyModifiers.Control));
                break;
            case Key.Escape:
                if (!List.Erase(isAll: true) && moment.IsFullScreen)
                    emit(new WindowEffect.FullScreen(false));
                break;
            case Key.Left:
                List.Select(List.Selected - 1);
                break;
            case Key.Right:
                List.Select(List.Selected + 1);
                break;
            case Key.Up:
                List.Select(Above(layout.Columns));
                break;
            case Key.Down:
                List.Select(Below(layout.Columns));
                break;
            case Key.PageUp:
                List.Select(List.Selected - (layout.Columns * layout.LinesInSight));
                break;
            case Key.PageDown:
                List.Select(List.Selected + (layout.Columns * layout.LinesInSight));
                break;
            case Key.Home:
                List.Select(0);
                break;
            case Key.End:
                List.Select(List.Entries.Count - 1);
                break;
        }
    }

    private void Choose(WindowMoment moment)
    {
        if (List.TypedAddress is { } address)
            open(address);
        else if (List.Selected < List.Entries.Count)
            open(List.Entries[List.Selected].Address);
        else if (moment.Library is { Trouble.Length: > 0, Address.Length: > 0 })
            emit(new WindowEffect.Fetch(moment.Library.Address));
    }

    private int Find(float x, float y, WindowMoment moment) =>
        TitleListView.Layout(moment.Size, List).Find(x, y, List.Entries.Count, List.Scroll);

    private int Above(int columns)
    {
        int titles = List.TitleCount;
        if (List.Selected > titles)
            return List.Selected - 1;

        // From the first row below the grid to the beginning of the grid's last line.
        if (List.Selected == titles && titles > 0)
            return (titles - 1) / columns * columns;
        return List.Selected >= columns ? List.Selected - columns : List.Selected;
    }

    private int Below(int columns)
    {
        int titles = List.TitleCount;
        if (List.Selected >= titles)
            return List.Selected + 1;
        if (List.Selected + columns < titles)
            return List.Selected + columns;

        // In the last line but one, above nothing: to the last title; in the last line: to the first row below.
        bool isLastLine = List.Selected / columns == (titles - 1) / columns;
        return isLastLine ? titles < List.Entries.Count ? titles : List.Selected : titles - 1;
    }
}
