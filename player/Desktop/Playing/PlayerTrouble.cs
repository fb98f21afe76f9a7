namespace Streaming.Player.Desktop.Playing;

/// <summary>What went wrong, in words a viewer can act on.</summary>
/// <param name="What">"The link to you is full: 480p would fit."</param>
/// <param name="Remedy">What Enter does about it: "watch it in 480p", "try again"; null where nothing can be done.</param>
internal sealed record PlayerTrouble(string What, string? Remedy);
