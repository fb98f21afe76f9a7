using Streaming.Player.Client;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Runs a session beside the viewer's commands until it is over or left, and has it tried again where that may help.</summary>
internal static class SessionRun
{
    public static async Task FollowAsync(FilmShow show, Viewing viewing, CancellationToken leaving)
    {
        try
        {
            PlayerResult result = await viewing.Client.RunAsync(leaving);
            if (show.Over(viewing, result) is not { } again)
                return;
            await Task.Delay(again.Wait, leaving);
            show.GoOn(viewing, again.From);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The viewer is elsewhere.
        }
        catch (Exception fault)
        {
            show.Fail(viewing, fault);
        }
    }
}
