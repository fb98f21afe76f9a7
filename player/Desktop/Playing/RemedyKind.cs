namespace Streaming.Player.Desktop.Playing;

/// <summary>What Enter does about a trouble.</summary>
internal enum RemedyKind
{
    /// <summary>The same again.</summary>
    TryAgain,

    /// <summary>The same, asking the network for what would fit: <see cref="Remedy.Wish"/>.</summary>
    AskForLess,

    /// <summary>Another title: <see cref="Remedy.Address"/>.</summary>
    OpenOther,
}
