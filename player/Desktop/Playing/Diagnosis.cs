namespace Streaming.Player.Desktop.Playing;

/// <summary>A trouble with its way out.</summary>
/// <param name="What">A sentence for the viewer.</param>
/// <param name="Remedy">Null where nothing can be done.</param>
internal sealed record Diagnosis(string What, Remedy? Remedy)
{
    public PlayerTrouble Trouble => new(What, Remedy?.Words);
}
