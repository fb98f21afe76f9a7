namespace Streaming.Player.Desktop.Window.Library;

/// <summary>The titles of a server and the addresses of before, as the window sees them. All calls from the window's thread; none
/// waits.</summary>
internal interface ILibrary
{
    /// <summary>How everything stands; made anew only when something changed, so that the same reference means the same.</summary>
    LibraryView View { get; }

    /// <summary>Fetches the list of the server at an address; what comes of it shows in the view.</summary>
    void Fetch(string address);
}
