namespace Streaming.Player.Desktop.Window.Input;

/// <summary>What keys do, for the machine and for the help page.</summary>
/// <param name="Characters">Typed, each by itself.</param>
/// <param name="Presses">Keys that type nothing.</param>
/// <param name="Shown">The keys as the help page names them.</param>
/// <param name="Meaning">For people; empty where the row above says it.</param>
internal sealed record KeyBinding(ViewerWish Wish, string Characters, IReadOnlyList<InputEvent.Press> Presses, string Shown,
    string Meaning);
